package crosslens.study;

/** The version of the code that runs: the jar's, or {@code development} where classes run without one. */
public final class CodeVersion {
    private CodeVersion() {}

    public static String current() {
        String version = CodeVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
