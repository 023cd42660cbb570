package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Decoder;
import crosslens.decoder.Products;
import crosslens.decoder.Recording;
import crosslens.decoder.TinyCheckpoint;
import crosslens.tensor.FloatType;
import java.util.BitSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FaithfulnessTest {
    @Test
    void theAreaLiesBetweenTheCurves() {
        // Differences 0, 2, 0 at 0, 1/2, 1: two triangles of 1/2 * 2 / 2 each.
        Faithfulness curves =
                new Faithfulness(new double[] {0, 0.5, 1}, new double[] {4, 0, 0}, new double[] {4, 2, 0});
        assertThat(curves.area()).isEqualTo(1.0);
        assertThatThrownBy(() -> new Faithfulness(new double[] {0}, new double[] {1}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("engine")
    void curvesBeginAtTheExplainedLogitAndMeetWhereEverythingIsGone() throws Exception {
        int[] ids = {3, 9, 27, 31, 43, 29, 37, 11, 33, 49, 47, 41};
        BitSet removable = new BitSet();
        removable.set(1, 11);
        try (Decoder decoder = Decoder.open(TinyCheckpoint.standard(3), FloatType.F64, Products.PLAIN, 0)) {
            LayerRelevance found = AttnLrp.of(decoder, Recording.WHOLE).explain(AttnLrp.Sample.likeliest(ids));
            Faithfulness curves = Faithfulness.of(decoder, found, removable, 2, 1);
            int end = curves.fractions().length - 1;
            // Logits leave the decoder as float32.
            assertThat(curves.relevant()[0]).isCloseTo(found.logit(), within(1e-5));
            assertThat(curves.random()[0]).isCloseTo(found.logit(), within(1e-5));
            assertThat(curves.relevant()[end]).isCloseTo(curves.random()[end], within(1e-9));
            // One of ten tokens is gone at a tenth: the one with the largest relevance.
            int most = 1;
            for (int t = 2; t < 11; t++) {
                most = found.embeddings()[t] > found.embeddings()[most] ? t : most;
            }
            int[] left = new int[11];
            System.arraycopy(ids, 0, left, 0, most);
            System.arraycopy(ids, most + 1, left, most, 11 - most);
            double expected = AttnLrp.of(decoder, Recording.WHOLE)
                    .explain(new AttnLrp.Sample(left, crosslens.decoder.Target.logit(10, found.target())))
                    .logit();
            assertThat(curves.fractions()[2]).isEqualTo(0.1);
            assertThat(curves.relevant()[2]).isCloseTo(expected, within(1e-5));
            removable.set(11);
            assertThatThrownBy(() -> Faithfulness.of(decoder, found, removable, 2, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0..10");
        }
    }
}
