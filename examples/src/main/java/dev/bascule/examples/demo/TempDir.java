package dev.bascule.examples.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for temporary files that is gone afterwards, also when the program is ended from outside. */
final class TempDir implements AutoCloseable {
    static final String PREFIX = "bascule-demo-" + ProcessHandle.current().pid() + "-";
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final Thread hook = new Thread(this::delete, "delete-temporary-files");

    TempDir() throws IOException {
        path = Files.createTempDirectory(PREFIX);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A new directory in it. */
    Path directory(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook finds nothing left.
        }
    }

    /** Tries again while threads that have not ended yet still write files. */
    private void delete() {
        for (int i = 0; i < ATTEMPTS && Files.exists(path); i++) {
            try (Stream<Path> all = Files.walk(path)) {
                List<File> deepestFirst =
                        all.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
                deepestFirst.forEach(File::delete);
            } catch (IOException changedMeanwhile) {
                Thread.yield();
            }
        }
    }
}
