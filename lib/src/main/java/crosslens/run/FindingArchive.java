package crosslens.run;

import crosslens.run.FindingRecord.Block;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Findings in an archive; every matrix that a line names is read and compared with its checksum. */
record FindingArchive(FolderOfSpec existing) implements ArchiveContent {
    /** The folder a spec's findings are in. */
    interface FolderOfSpec {
        Optional<String> find(FindingSpec spec) throws IOException;
    }

    /** The analysis of the first findings in a zip file; empty if there are none. */
    static Optional<FindingSpec.Kind> kindIn(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Optional<? extends ZipEntry> header = file.stream()
                    .filter(entry -> entry.getName().endsWith("/" + FindingFiles.HEADER))
                    .findFirst();
            if (header.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = file.getInputStream(header.get())) {
                return Optional.of(FindingFiles.described(in, zip + ": " + FindingFiles.HEADER)
                        .spec()
                        .kind());
            }
        } catch (ZipException e) {
            throw new IOException(zip + " cannot be opened as a zip file: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "findings";
    }

    @Override
    public String header() {
        return FindingFiles.HEADER;
    }

    @Override
    public String target(InputStream in, String where) throws IOException {
        FindingFiles.Described described = FindingFiles.described(in, where);
        Optional<String> there = existing.find(described.spec());
        return there.isPresent() ? there.get() : FindingStore.name(described.spec(), described.info());
    }

    @Override
    public List<String> records(Shard shard, String folder, Parts parts) throws IOException {
        String where = folder + shard.recordsPart();
        List<FindingRecord> findings;
        try (InputStream in = parts.open(shard.recordsPart())) {
            FindingFiles.Content content = FindingFiles.read(in, where);
            ArchiveContent.requireWhole(content.extent(), where);
            findings = content.findings();
        }
        List<Block> blocks = new ArrayList<>();
        findings.forEach(finding -> blocks.addAll(finding.blocks().values()));
        if (!blocks.isEmpty()) {
            try (InputStream in = parts.open(Blocks.part(shard))) {
                checkBlocks(blocks, in, folder + Blocks.part(shard));
            }
        }
        return findings.stream().map(FindingRecord::id).toList();
    }

    private static void checkBlocks(List<Block> blocks, InputStream in, String where) throws IOException {
        blocks.sort(Comparator.comparing(Block::offset));
        long at = 0;
        for (Block block : blocks) {
            String place = where + " at byte " + block.offset();
            if (block.offset() < at) {
                throw new IOException(place + ": two matrices lie over each other: nothing of it was taken");
            }
            try {
                in.skipNBytes(block.offset() - at);
            } catch (EOFException e) {
                throw new IOException(place + ": the file ends before the matrix: nothing of it was taken", e);
            }
            Blocks.next(in, place, block);
            at = block.end();
        }
    }
}
