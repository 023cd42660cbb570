/** Answer metrics, summaries and statistics. */
package crosslens.score;
