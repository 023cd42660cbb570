package crosslens.study;

import crosslens.data.DataLocator.Source;
import java.io.IOException;
import java.util.Optional;

/** What a kit found, in a few lines. */
final class KitSummary {
    private KitSummary() {}

    /** Versions, what is missing and how to mend it, data sets and stored runs; no places and no sizes. */
    static String of(Crosslens kit) {
        StringBuilder text = new StringBuilder("Crosslens " + CodeVersion.current() + " on Java "
                + Runtime.version().feature() + "\n");
        for (Doctor.Check check : Doctor.examine(kit.settings())) {
            if (check.state() == Doctor.State.MISSING) {
                text.append("missing: ")
                        .append(check.name())
                        .append("; to mend it: ")
                        .append(check.mend())
                        .append('\n');
            }
        }
        text.append("built-in model: smollm2; data sets: sample");
        try {
            DataSets there = new DataSets(kit.settings().withOffline(true), ProgressListener.NONE);
            if (there.locate(Optional.empty()).source() != Source.SAMPLE) {
                text.append(", ").append(kit.data().load(Optional.empty()).name());
            }
            text.append("\nstored runs: ")
                    .append(kit.stores().runs().list().runs().size())
                    .append(", and examples that come with the kit");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            text.append("\n").append(e.getMessage());
        }
        return text.append('\n').toString();
    }
}
