package dev.bascule.inspect.scanner;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to scan.
 *
 * @param paths class directories, jars, jars with jars inside, wars, or directories of jars: what is looked at and blamed
 * @param libraries the same of what is called from there, but not to be blamed
 * @param cache a directory in which to keep what libraries hold, for the next time; null for none
 */
public record ScanRequest(
        List<Path> paths, List<Path> libraries, @Nullable Path cache) {
    /** Copies the lists. */
    public ScanRequest {
        paths = List.copyOf(paths);
        libraries = List.copyOf(libraries);
    }

    /** Without a cache. */
    public ScanRequest(List<Path> paths, List<Path> libraries) {
        this(paths, libraries, null);
    }
}
