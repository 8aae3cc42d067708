package dev.bascule.inspect.cli;

import dev.bascule.inspect.cli.maven.MavenProject;
import dev.bascule.inspect.cli.maven.ProjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be scanned, where a project may have been named for what its build has made.
 *
 * @param paths what may be blamed
 * @param libraries what is called from there
 * @param missing libraries that are not there
 */
record Targets(List<Path> paths, List<Path> libraries, List<String> missing) {
    static Targets of(List<Path> paths, List<Path> libraries, ProgressLine progress)
            throws CommandFailedException, InterruptedException {
        List<Path> classes = new ArrayList<>();
        Set<Path> all = new LinkedHashSet<>(libraries);
        Set<String> missing = new LinkedHashSet<>();
        for (Path path : paths) {
            if (MavenProject.isOne(path)) {
                MavenProject project = project(path, progress);
                classes.addAll(project.classes());
                all.addAll(project.libraries());
                missing.addAll(project.missing());
            } else if (isGradle(path)) {
                throw new CommandFailedException(path + " is a Gradle project, which does not tell its class path."
                        + " Name what it has made: bascule scan build/classes/java/main --lib DIRECTORY-OF-JARS");
            } else {
                classes.add(path);
            }
        }
        return new Targets(classes, List.copyOf(all), List.copyOf(missing));
    }

    private static MavenProject project(Path path, ProgressLine progress)
            throws CommandFailedException, InterruptedException {
        progress.now("asking Maven for the class path");
        try {
            return MavenProject.at(path);
        } catch (ProjectException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isGradle(Path path) {
        return Stream.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")
                .anyMatch(name -> Files.isRegularFile(path.resolve(name)));
    }
}
