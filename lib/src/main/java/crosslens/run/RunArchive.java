package crosslens.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Runs in an archive. */
record RunArchive(FolderOfSpec existing) implements ArchiveContent {
    /** The folder a spec's run is in. */
    interface FolderOfSpec {
        Optional<String> find(RunSpec spec) throws IOException;
    }

    @Override
    public String name() {
        return "a run";
    }

    @Override
    public String header() {
        return Header.PART;
    }

    @Override
    public String target(InputStream in, String where) throws IOException {
        Header header = Header.read(in, where);
        if (!header.key().equals(header.spec().key())) {
            throw new IOException(where + " states a key that is not its spec's: nothing of it was taken");
        }
        Optional<String> there = existing.find(header.spec());
        return there.isPresent() ? there.get() : RunName.of(header.spec(), header.info());
    }

    @Override
    public List<String> records(Shard shard, String folder, Parts parts) throws IOException {
        String where = folder + shard.recordsPart();
        try (InputStream in = parts.open(shard.recordsPart())) {
            Records.Content content = Records.read(in, where);
            ArchiveContent.requireWhole(content.extent(), where);
            return content.answers().stream().map(AnswerRecord::id).toList();
        }
    }
}
