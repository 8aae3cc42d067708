package dev.bascule.inspect.scanner;

import java.nio.file.Path;
import java.util.List;

/**
 * What to scan.
 *
 * @param paths class directories, jars, jars with jars inside, wars, or directories of jars: what is looked at and blamed
 * @param libraries the same of what is called from there, but not to be blamed
 */
public record ScanRequest(List<Path> paths, List<Path> libraries) {
    /** Copies the lists. */
    public ScanRequest {
        paths = List.copyOf(paths);
        libraries = List.copyOf(libraries);
    }
}
