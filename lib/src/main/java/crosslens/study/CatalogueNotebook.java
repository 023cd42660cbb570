package crosslens.study;

/** The notebooks that make the entries of the catalogue. */
final class CatalogueNotebook {
    static final String MODELS = "01_models_and_data";
    static final String SETTINGS = "02_zero_shot";
    static final String SCORES = "03_two_shot";
    static final String ERRORS = "04_errors";
    static final String ORACLE = "05_oracle";
    static final String RELEVANCE = "06_relevance";
    static final String SIMILARITY = "07_similarity";
    static final String POST_TRAINING = "08_post_training";
    static final String CLAIMS = "11_claims";

    private CatalogueNotebook() {}
}
