/** Tables and figures from scored runs, beside the published values. No model is called here. */
package crosslens.report;
