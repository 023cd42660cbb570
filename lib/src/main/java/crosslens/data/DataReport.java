package crosslens.data;

import crosslens.data.Finding.Severity;
import crosslens.text.Language;
import java.util.List;

/**
 * What {@link DataCheck} found in a folder.
 *
 * @param files those that could be read, in order of language
 * @param findings by file, those that concern several files last
 */
public record DataReport(String folder, String name, List<FileReport> files, List<Finding> findings) {
    public DataReport {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * The size of one language's file.
     *
     * @param contextLength mean length of the stripped context over the questions, in code points
     */
    public record FileReport(
            Language language,
            String file,
            String sha256,
            int articles,
            int paragraphs,
            int questions,
            int golds,
            double contextLength) {}

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** True if all languages can be loaded together. */
    public boolean usable() {
        return count(Severity.ERROR) == 0;
    }
}
