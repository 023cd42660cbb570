package crosslens.study;

import ai.djl.engine.Engine;
import crosslens.data.ParallelSet;
import crosslens.report.ModelNames;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What every analysis of one data set rests on: the data, where results are stored, the study's names of models, and who is told of progress. */
record StudyContext(Settings settings, ParallelSet data, ModelNames names, ProgressListener progress) {
    static StudyContext of(Settings settings, ParallelSet data, ProgressListener progress) throws IOException {
        return new StudyContext(settings, data, ModelNames.load(), progress);
    }

    /** Stores of runs: that of this machine, which is written to, before the examples that come with the kit. */
    List<RunStore> runs() {
        return List.of(new RunStore(settings.runs()), new RunStore(settings.examples("runs")));
    }

    /** Stores of findings: that of this machine, which is written to, before the examples that come with the kit. */
    List<FindingStore> findings() {
        return List.of(new FindingStore(settings.findings()), new FindingStore(settings.examples("findings")));
    }

    /** The working files of hidden states. */
    FindingStore states() {
        return new FindingStore(settings.states());
    }

    /** How a run made now comes about; loads the engine. */
    RunInfo info(Model model, AnswerPlan plan) {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, Java "
                + Runtime.version().feature();
        RunInfo info = RunInfo.of(model.card().name(), data.name(), Instant.now())
                .withItems(plan.limit().orElse(0), plan.shard());
        RunInfo placed = model instanceof RemoteModel
                ? info.withDevice("endpoint", 0, 0)
                : info.withDevice(
                        settings.engine().device().name().toLowerCase(Locale.ROOT),
                        settings.engine().threads(),
                        settings.engine().kvMemory());
        return placed.withVersions(CodeVersion.current(), Map.of("djl", Engine.getDjlVersion()), machine);
    }
}
