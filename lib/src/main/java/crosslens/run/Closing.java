package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;

/** Closing of several things at once. */
public final class Closing {
    private Closing() {}

    /** Closes all, the last one even if the first fails; the last failure is thrown. */
    public static void all(Collection<? extends Closeable> resources) throws IOException {
        all(resources.toArray(Closeable[]::new));
    }

    /** As {@link #all(Collection)}; nulls are passed over. */
    static void all(Closeable... resources) throws IOException {
        IOException failure = null;
        for (Closeable resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
