package dev.bascule.inspect.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a scan keeps what it knows of libraries, for the next time. */
final class Caching {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where to keep what jars hold, by their content, for the next time;"
                    + " $XDG_CACHE_HOME/bascule or ~/.cache/bascule by default.")
    private @Nullable Path directory;

    @Option(names = "--no-cache", description = "Keeps nothing, and reads everything anew.")
    private boolean none;

    /** Null for nowhere. */
    @Nullable
    Path directory() {
        if (none) {
            return null;
        }
        if (directory != null) {
            return directory;
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        boolean isSet = caches != null && Path.of(caches).isAbsolute(); // as its specification wants
        Path parent = isSet ? Path.of(caches) : Path.of(System.getProperty("user.home"), ".cache");
        return parent.resolve("bascule");
    }
}
