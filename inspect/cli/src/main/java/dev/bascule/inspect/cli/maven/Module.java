package dev.bascule.inspect.cli.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A module of a project, where Maven has things by convention. */
record Module(Pom pom) {
    private static final List<String> SOURCES =
            List.of("src/main/java", "src/main/kotlin", "src/main/groovy", "src/main/scala");

    Path classes() {
        return pom.directory().resolve("target/classes");
    }

    boolean isCompiled() {
        return holds(classes(), ".class");
    }

    /** Whether there is something that a compiler makes class files of. */
    boolean hasSources() {
        return SOURCES.stream().anyMatch(source -> holds(pom.directory().resolve(source), ""));
    }

    private static boolean holds(Path directory, String end) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> isCode(file, end));
        } catch (IOException | UncheckedIOException unreadable) {
            return true; // the scan reads it too, and says so
        }
    }

    private static boolean isCode(Path file, String end) {
        String name = file.getFileName().toString();
        boolean isDescription = name.startsWith("package-info.") || name.startsWith("module-info.");
        return name.endsWith(end) && !isDescription && Files.isRegularFile(file);
    }
}
