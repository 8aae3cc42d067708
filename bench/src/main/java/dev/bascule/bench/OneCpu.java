package dev.bascule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JVM that the kernel keeps on one CPU, and that is told it has two, so that everybody spins as usual. */
final class OneCpu {
    static final String[] ARGUMENTS = {"-XX:ActiveProcessorCount=2", "-XX:+UseG1GC"};

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Optional<String> JVM = make();

    private OneCpu() {}

    /** The path of something that starts it; nothing where the system has no {@code taskset}. */
    static Optional<String> jvm() {
        return JVM;
    }

    private static Optional<String> make() {
        if (!Files.isExecutable(TASKSET)) {
            return Optional.empty();
        }
        try {
            Path script = Files.createTempFile("java-on-one-cpu", ".sh");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Files.writeString(script, "#!/bin/sh\nexec " + TASKSET + " -c 0 '" + java + "' \"$@\"\n");
            if (!script.toFile().setExecutable(true)) {
                return Optional.empty();
            }
            script.toFile().deleteOnExit();
            return Optional.of(script.toString());
        } catch (IOException e) {
            throw new IllegalStateException("no script for a JVM on one CPU", e);
        }
    }
}
