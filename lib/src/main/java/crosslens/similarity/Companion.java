package crosslens.similarity;

import java.util.Locale;

/** A measure that stands beside S, because S alone can mislead: both compare a sample's two languages with what other samples look like. */
public enum Companion {
    /** {@link LinearCka}. */
    CKA {
        @Override
        public String title() {
            return "linear CKA";
        }

        @Override
        public String source() {
            return "Linear centred kernel alignment (Kornblith and others 2019, arXiv 1905.00414, section 3)";
        }

        @Override
        public String chance() {
            return "the same with the samples of one language shifted by half their number, so that no pair belongs together";
        }
    },
    /** {@link NeighbourRetrieval}. */
    RETRIEVAL {
        @Override
        public String title() {
            return "retrieval accuracy";
        }

        @Override
        public String source() {
            return "Share of samples whose nearest neighbour in the other language, by cosine, is the same sample; mean of both directions (as in Artetxe and"
                    + " Schwenk 2019, arXiv 1812.10464)";
        }

        @Override
        public String chance() {
            return "1 / K, a blind choice among K samples";
        }
    };

    /** E.g. {@code linear CKA}, for titles and axes. */
    public abstract String title();

    /** What it is and who described it, for footnotes; without a full stop. */
    public abstract String source();

    /** What {@link CompanionPoint#chance} is, for footnotes; without a full stop. */
    public abstract String chance();

    /** The name used in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
