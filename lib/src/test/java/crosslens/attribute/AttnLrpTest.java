package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.attribute.AttnLrp.Sample;
import crosslens.decoder.Decoder;
import crosslens.decoder.Products;
import crosslens.decoder.Recording;
import crosslens.decoder.Target;
import crosslens.decoder.TinyCheckpoint;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class AttnLrpTest {
    /** Float64 roundings; relevances of the tiny model are below 10. */
    private static final Offset<Double> DOUBLE = Offset.offset(1e-11);

    @Test
    void givesEverySampleOfAPackItsOwnTokensAndTarget() throws IOException {
        int[] first = ids(1, 7);
        int[] second = ids(2, 12);
        try (Decoder decoder = Decoder.open(TinyCheckpoint.standard(3), FloatType.F64, Products.PLAIN, 0)) {
            AttnLrp lrp = AttnLrp.of(decoder, Recording.WHOLE);
            List<LayerRelevance> both =
                    lrp.explain(List.of(new Sample(first, new Target(4, 8, 9)), Sample.likeliest(second)));
            LayerRelevance a = lrp.explain(new Sample(first, new Target(4, 8, 9)));
            LayerRelevance b = lrp.explain(Sample.likeliest(second));
            same(both.get(0), a);
            same(both.get(1), b);
            assertThat(a.position()).isEqualTo(4);
            assertThat(a.target()).isEqualTo(8);
            assertThat(a.against()).isEqualTo(9);
            assertThat(b.position()).isEqualTo(11);
            assertThat(b.values()).hasDimensions(3, 12);
        }
    }

    private static void same(LayerRelevance found, LayerRelevance alone) {
        assertThat(found.ids()).containsExactly(alone.ids());
        assertThat(found.target()).isEqualTo(alone.target());
        assertThat(found.logit()).isCloseTo(alone.logit(), DOUBLE);
        for (int layer = 0; layer < alone.values().length; layer++) {
            assertThat(found.values()[layer]).containsExactly(alone.values()[layer], DOUBLE);
        }
    }

    @Test
    void theContrastOfTwoTokensIsTheDifferenceOfTheirRelevances() throws IOException {
        int[] ids = ids(1, 7);
        try (Decoder decoder = Decoder.open(TinyCheckpoint.standard(3), FloatType.F64, Products.PLAIN, 0)) {
            AttnLrp lrp = AttnLrp.of(decoder, Recording.BY_LAYER);
            LayerRelevance contrast = lrp.explain(new Sample(ids, new Target(6, 8, 9)));
            LayerRelevance more = lrp.explain(new Sample(ids, Target.logit(6, 8)));
            LayerRelevance less = lrp.explain(new Sample(ids, Target.logit(6, 9)));
            assertThat(contrast.logit()).isCloseTo(more.logit() - less.logit(), DOUBLE);
            for (int t = 0; t < ids.length; t++) {
                assertThat(contrast.embeddings()[t]).isCloseTo(more.embeddings()[t] - less.embeddings()[t], DOUBLE);
            }
        }
    }

    @Test
    void namesWhatIsWrongWithASample() throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(3);
        tiny.set("llama.context_length", 20L);
        try (Decoder decoder = Decoder.open(tiny, FloatType.F32, Products.PLAIN, 0)) {
            refused(
                    decoder,
                    Sample.likeliest(new int[0]),
                    "a sequence needs 1 to 20 tokens, the model's context, not 0");
            refused(decoder, Sample.likeliest(ids(1, 21)), "not 21");
            refused(decoder, Sample.likeliest(new int[] {1, 50}), "token id 50 is not in 0..49");
            refused(decoder, new Sample(ids(1, 5), Target.logit(4, 50)), "target token id 50 is not in 0..49");
            refused(decoder, new Sample(ids(1, 5), new Target(4, 5, 60)), "token id to compare with 60");
            refused(decoder, new Sample(ids(1, 5), Target.logit(5, 3)), "position 5 is not in 0..4");
        }
    }

    private static void refused(Decoder decoder, Sample sample, String message) {
        assertThatThrownBy(() -> AttnLrp.of(decoder, Recording.WHOLE).explain(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysThatNumbersExceedTheType() throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(3);
        Arrays.fill(tiny.values("blk.1.ffn_up.weight"), 1e30f);
        Arrays.fill(tiny.values("blk.1.ffn_down.weight"), 1e30f);
        try (Decoder decoder = Decoder.open(tiny, FloatType.F32, Products.PLAIN, 0)) {
            assertThatThrownBy(() -> AttnLrp.of(decoder, Recording.WHOLE).explain(Sample.likeliest(ids(1, 5))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("too narrow for this model");
        }
    }

    private static int[] ids(long seed, int count) {
        return new SplittableRandom(seed).ints(count, 0, 50).toArray();
    }
}
