package crosslens.study;

import java.io.IOException;
import java.util.Optional;

/** The analyses of a data set: the one that is named, else the one the kit finds. */
final class Studies {
    private final Settings settings;
    private final DataSets data;
    private final ProgressListener progress;

    Studies(Settings settings, DataSets data, ProgressListener progress) {
        this.settings = settings;
        this.data = data;
        this.progress = progress;
    }

    AnswerStudy answers(Optional<String> dataSet) throws IOException, InterruptedException {
        return new AnswerStudy(context(dataSet));
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
