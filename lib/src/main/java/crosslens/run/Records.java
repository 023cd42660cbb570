package crosslens.run;

import crosslens.run.Storage.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The answers of a run as they lie in its parts. Where an item was asked again because an endpoint had given no answer, its newest record counts. */
final class Records {
    private Records() {}

    /**
     * Reads one part in the order of its lines, without those that a newer one replaces.
     *
     * @throws IOException naming file and line, if a line is no answer or repeats an item
     */
    static Content read(Storage storage, String folder, String part) throws IOException {
        try (InputStream in = storage.read(folder, part)) {
            return read(in, folder + "/" + part);
        }
    }

    /** The same from a stream. */
    static Content read(InputStream in, String where) throws IOException {
        Map<String, AnswerRecord> answers = new LinkedHashMap<>();
        Map<String, Long> lines = new HashMap<>();
        Lines.Extent extent = Lines.scan(in, where, (number, bytes) -> {
            AnswerRecord answer = parse(where, number, bytes);
            Long earlier = lines.put(answer.id(), number);
            AnswerRecord replaced = answers.remove(answer.id());
            if (replaced != null && !replaced.stop().mayBeAskedAgain()) {
                throw new IOException(where + " line " + number + " answers " + JsonText.quote(answer.id())
                        + " again, after line " + earlier + ": remove one of the lines");
            }
            answers.put(answer.id(), answer);
        });
        return new Content(List.copyOf(answers.values()), extent);
    }

    /** All answers of a run, sorted by id; unfinished last lines are no answers. The same errors as {@link #read}, and a repeat across parts. */
    static List<AnswerRecord> readAll(Storage storage, String folder) throws IOException {
        List<AnswerRecord> answers = new ArrayList<>();
        Map<String, String> parts = new HashMap<>();
        for (Shard shard : shards(storage, folder)) {
            String part = shard.recordsPart();
            for (AnswerRecord answer : read(storage, folder, part).answers()) {
                String earlier = parts.putIfAbsent(answer.id(), part);
                if (earlier != null) {
                    throw new IOException(folder + ": " + JsonText.quote(answer.id()) + " is answered in both "
                            + earlier + " and " + part);
                }
                answers.add(answer);
            }
        }
        answers.sort(Comparator.comparing(AnswerRecord::id));
        return List.copyOf(answers);
    }

    /**
     * The shards a run has files of, by index.
     *
     * @throws IOException if they are of different counts
     */
    static List<Shard> shards(Storage storage, String folder) throws IOException {
        List<Shard> shards = present(storage, folder);
        if (shards.stream().map(Shard::count).distinct().count() > 1) {
            throw new IOException(folder + " mixes shards of different counts: "
                    + new TreeSet<>(shards.stream().map(Shard::recordsPart).toList())
                    + "; if a merge was interrupted, merge again; otherwise remove the files that do not belong");
        }
        return shards;
    }

    /** The shards a run has files of, by count and index, whether or not they go together. */
    static List<Shard> present(Storage storage, String folder) throws IOException {
        return storage.parts(folder).stream()
                .map(Part::name)
                .flatMap(name -> Shard.ofRecordsPart(name).stream())
                .sorted(Comparator.comparing(Shard::count).thenComparing(Shard::index))
                .toList();
    }

    private static AnswerRecord parse(String where, long number, byte[] bytes) throws IOException {
        try {
            return AnswerRecord.fromJson(Lines.parse(bytes));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    where + " line " + number + " is no answer (" + e.getMessage()
                            + "): remove the line, its item will be answered again",
                    e);
        }
    }

    /** Answers of one part and how far its lines reach. */
    record Content(List<AnswerRecord> answers, Lines.Extent extent) {}
}
