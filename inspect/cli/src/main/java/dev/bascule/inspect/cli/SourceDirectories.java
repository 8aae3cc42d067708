package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.report.SourceLocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds sources: in the directories that are named, or where builds have them by convention. */
final class SourceDirectories {
    private static final List<String> USUAL =
            List.of("src/main/java", "src/main/kotlin", "src/main/groovy", "src/main/scala");
    private static final int LEVELS = 5;

    private SourceDirectories() {}

    /** With the directories that are named, or else those beside what was scanned: module/target/classes, module/src. */
    static SourceLocator locator(List<Path> named, List<Path> scanned) {
        List<Path> directories = named.isEmpty() ? usual(scanned) : named;
        Path here = Path.of("").toAbsolutePath().normalize();
        return new SourceLocator(path -> directories.stream()
                .map(directory -> directory.resolve(path))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> relative(here, file)));
    }

    private static List<Path> usual(List<Path> scanned) {
        Set<Path> modules = new LinkedHashSet<>();
        modules.add(Path.of(""));
        for (Path path : scanned) {
            Path at = path.toAbsolutePath().normalize().getParent();
            for (int level = 0; level < LEVELS && at != null; level++) {
                modules.add(at);
                at = at.getParent();
            }
        }
        List<Path> directories = new ArrayList<>();
        for (Path module : modules) {
            USUAL.stream().map(module::resolve).filter(Files::isDirectory).forEach(directories::add);
        }
        return directories;
    }

    private static String relative(Path here, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Optional<Path> below = absolute.startsWith(here) ? Optional.of(here.relativize(absolute)) : Optional.empty();
        return below.orElse(absolute).toString().replace('\\', '/');
    }
}
