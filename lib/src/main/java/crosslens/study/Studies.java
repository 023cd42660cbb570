package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The analyses of a data set: the one that is named, else the one the kit finds. */
final class Studies {
    private final Settings settings;
    private final DataSets data;
    private final ProgressListener progress;
    private final boolean remembering;
    private final Map<Object, Object> read = new HashMap<>();

    /** @param remembering whether stored results are read once for each filter, and not again */
    Studies(Settings settings, DataSets data, ProgressListener progress, boolean remembering) {
        this.settings = settings;
        this.data = data;
        this.progress = progress;
        this.remembering = remembering;
    }

    /** The same analyses, which read what is stored once. */
    Studies remembering() {
        return new Studies(settings, data, progress, true);
    }

    RunSet runs(RunFilter filter) throws IOException, InterruptedException {
        return read(RunSet.class, filter, () -> answers(Optional.empty()).stored(filter));
    }

    OracleSet oracleFound(RunFilter filter) throws IOException, InterruptedException {
        return read(
                OracleSet.class,
                filter,
                () -> oracle(Optional.empty()).stored(filter, OracleBaseline.DELETE, Segmentation.SENTENCES));
    }

    RelevanceSet relevanceFound(RunFilter filter) throws IOException, InterruptedException {
        return read(
                RelevanceSet.class, filter, () -> relevance(Optional.empty()).stored(filter));
    }

    SimilaritySet similarityFound(RunFilter filter) throws IOException, InterruptedException {
        return read(
                SimilaritySet.class, filter, () -> similarity(Optional.empty()).stored(filter));
    }

    private interface Reading<T> {
        T read() throws IOException, InterruptedException;
    }

    private <T> T read(Class<T> type, RunFilter filter, Reading<T> reading) throws IOException, InterruptedException {
        List<Object> key = List.of(type, filter);
        T known = type.cast(read.get(key));
        T result = known == null ? reading.read() : known;
        if (remembering) {
            read.put(key, result);
        }
        return result;
    }

    AnswerStudy answers(Optional<String> dataSet) throws IOException, InterruptedException {
        return new AnswerStudy(context(dataSet));
    }

    /** Answers and similarity of one reading. */
    SharedReading shared(Optional<String> dataSet) throws IOException, InterruptedException {
        return SharedReading.of(context(dataSet));
    }

    OracleStudy oracle(Optional<String> dataSet) throws IOException, InterruptedException {
        return new OracleStudy(context(dataSet));
    }

    RelevanceStudy relevance(Optional<String> dataSet) throws IOException, InterruptedException {
        StudyContext context = context(dataSet);
        return new RelevanceStudy(context, new AnswerStudy(context).reader());
    }

    SimilarityDesk similarity(Optional<String> dataSet) throws IOException, InterruptedException {
        return new SimilarityDesk(context(dataSet));
    }

    private StudyContext context(Optional<String> dataSet) throws IOException, InterruptedException {
        return StudyContext.of(settings, data.load(dataSet), progress);
    }
}
