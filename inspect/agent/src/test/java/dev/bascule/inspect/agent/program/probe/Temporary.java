package dev.bascule.inspect.agent.program.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory with a file and a directory in it; gone when it is closed. */
final class Temporary implements AutoCloseable {
    final Path directory = Files.createTempDirectory("bascule-probe");
    final Path file = Files.writeString(directory.resolve("file"), "a line\nanother one\n");
    final Path folder = Files.createDirectory(directory.resolve("folder"));
    final Path fresh = directory.resolve("fresh");

    Temporary() throws IOException {
        // what the fields have is enough
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
