/** Languages, spans and the text rules of Python that the scorers must reproduce. */
package crosslens.text;
