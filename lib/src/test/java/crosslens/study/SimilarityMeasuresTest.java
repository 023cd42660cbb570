package crosslens.study;

import static crosslens.study.SimilarityStudyTest.DATA;
import static crosslens.study.SimilarityStudyTest.PLAN;
import static crosslens.study.SimilarityStudyTest.find;
import static crosslens.study.SimilarityStudyTest.info;
import static crosslens.study.SimilarityStudyTest.model;
import static crosslens.study.SimilarityStudyTest.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.Subset;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelNames;
import crosslens.run.FindingStore;
import crosslens.run.Shard;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.LinearCka;
import crosslens.similarity.NeighbourRetrieval;
import crosslens.similarity.SimilarityPart;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CKA and retrieval beside S, on the model and the data of {@link SimilarityStudyTest}. */
@Tag("engine")
class SimilarityMeasuresTest {
    @TempDir
    Path folder;

    @Test
    void measuresBesideSAreThoseOfPromptsReadAloneAndAreNotReadTwice() throws Exception {
        SimilarityPlan plan = PLAN.beside(new SimilarityMeasures(Set.of(Companion.values()), 42));
        try (Model model = model(FloatType.F64)) {
            // S takes 132 prompts; 42 English and 42 German ones and some of Hindi come after them.
            assertThatThrownBy(() -> study("beside").run(model, plan, none(), 1 << 22, info(), new Heard(132 + 90)))
                    .isInstanceOf(InterruptedException.class);
            Heard counting = new Heard();
            SimilaritySet set = study("beside").run(model, plan, none(), 1 << 22, info(), counting);
            assertThat(counting.advanced).isEqualTo(2 * 42);
            SimilarityTasks tasks = SimilarityTasks.of(model, DATA, plan);
            List<String> first = DATA.order().subList(0, 42);
            Answering.Task english = tasks.english().only(item -> first.contains(item.id()));
            Map<SimilarityPart, List<double[][]>> left = PromptVectors.of(model, plan, english);
            for (Answering.Task whole : tasks.others()) {
                Answering.Task task = whole.only(item -> first.contains(item.id()));
                Map<SimilarityPart, List<double[][]>> right = PromptVectors.of(model, plan, task);
                for (SimilarityPart part : SimilarityPart.values()) {
                    LanguageCurve curve = find(set, task.cell().language(), part);
                    CompanionCurve cka = curve.companion(Companion.CKA).orElseThrow();
                    CompanionCurve retrieval =
                            curve.companion(Companion.RETRIEVAL).orElseThrow();
                    assertThat(cka.samples()).isEqualTo(right.get(part).size());
                    for (int layer = 0; layer < PromptVectors.LAYERS; layer++) {
                        float[][] a = PromptVectors.layer(left.get(part), layer);
                        float[][] b = PromptVectors.layer(right.get(part), layer);
                        if (part != SimilarityPart.LAST || layer > 0) {
                            assertThat(cka.points().get(layer).value()).isCloseTo(LinearCka.of(a, b), within(1e-5));
                            NeighbourRetrieval found = NeighbourRetrieval.of(a, b);
                            assertThat(retrieval.points().get(layer).value())
                                    .isCloseTo((found.fromLeft() + found.fromRight()) / 2, within(1e-9));
                        }
                    }
                    // At the embeddings the last token is one and the same in all prompts.
                    assertThat(find(set, task.cell().language(), SimilarityPart.LAST)
                                    .companion(Companion.CKA)
                                    .orElseThrow()
                                    .points()
                                    .get(0)
                                    .value())
                            .isNaN();
                }
            }
        }
    }

    @Test
    void measuresBesideSRefuseShards() throws Exception {
        SimilarityPlan share = SimilarityPlan.of(PLAN.prompts().shard(new Shard(1, 2)))
                .subsets(Set.of(Subset.ALL))
                .beside(SimilarityMeasures.of(Companion.CKA));
        try (Model model = model(FloatType.F32)) {
            assertThatThrownBy(() -> study("share").run(model, share, none(), 0, info(), ProgressListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("these without --shard");
        }
        assertThatThrownBy(() -> new SimilarityMeasures(Set.of(Companion.CKA), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need two or more, not 1");
    }

    private SimilarityStudy study(String name) throws IOException {
        return new SimilarityStudy(new FindingStore(folder.resolve(name)), DATA, ModelNames.load());
    }
}
