package crosslens.cli;

import crosslens.score.LanguageErrors;
import crosslens.score.LinguaDetector;
import crosslens.study.Errors;
import picocli.CommandLine.Option;

/** Options of tables 2 and 7 to 9, of the figure of errors and of their list. */
final class ErrorOptions {
    @Option(
            names = "--judge",
            paramLabel = "M",
            description =
                    "Whose votes count in errors, or 'rules' (default: the judge with the most votes that name a class).")
    private String judge;

    @Option(
            names = "--all-candidates",
            description = "Detect languages of errors among the study's twelve instead of English and x.")
    private boolean allCandidates;

    @Option(
            names = "--least-letters",
            paramLabel = "N",
            defaultValue = "1",
            description = "Answers with fewer letters have no language (default: ${DEFAULT-VALUE}).")
    private int leastLetters;

    @Option(
            names = "--least-lead",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "How sure the detector must be: its lead over the second candidate, 0 to 0.99 (default: ${DEFAULT-VALUE}).")
    private double leastLead;

    void apply(Errors errors) {
        errors.languages(new LinguaDetector(leastLead), new LanguageErrors.Options(allCandidates, leastLetters));
        if (judge != null) {
            errors.judge(judge);
        }
    }
}
