/** Question-answering data in several languages: records, loaders, checks, and where data is found. */
package crosslens.data;
