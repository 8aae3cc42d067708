package dev.bascule.inspect.cli;

import dev.bascule.inspect.cli.maven.MavenProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What to do next, for somebody who named nothing to scan. */
final class Suggestion {
    private static final List<String> USUAL = List.of(
            "target/classes", "build/classes/java/main", "build/classes/kotlin/main", "bin/main", "out/production");
    private static final int MOST = 5;

    private Suggestion() {}

    /** In the given directory, which is where the command runs. */
    static String text(Path here) {
        StringBuilder text = new StringBuilder("bascule scan looks at what a build has made. Name it:\n\n");
        if (MavenProject.isOne(here.toAbsolutePath())) {
            text.append("  bascule scan .           the modules of this Maven project, with their class path\n\n");
        }
        List<String> there = there(here);
        if (there.isEmpty()) {
            text.append("  bascule scan target/classes                       a directory of classes\n")
                    .append("  bascule scan app.jar                              a jar, or a war, with what is in it\n")
                    .append(
                            "  bascule scan target/classes --lib ~/libs          and follow calls through libraries\n\n")
                    .append("Here nothing is built that it knows: build first, or name the place.\n");
        } else {
            text.append("  bascule scan ").append(String.join(" ", there)).append("\n\n");
            if (there.get(0).contains("target")) {
                text.append("To follow calls through libraries too:\n\n")
                        .append("  mvn dependency:copy-dependencies -DoutputDirectory=target/lib\n")
                        .append("  bascule scan ")
                        .append(String.join(" ", there))
                        .append(" --lib target/lib\n\n");
            }
        }
        return text.append("'bascule scan --help' tells all options, 'bascule rules' what it looks for.\n")
                .toString();
    }

    /** Where archives were named that hold nothing but archives. */
    static String ofJars(List<Path> archives) {
        String named = archives.get(0).toString();
        return "There are only jars in " + named
                + ", which count as libraries. Unpack it, and name those that are yours:\n\n"
                + "  unzip " + named + " -d unpacked\n"
                + "  bascule scan unpacked/YOURS.jar --lib unpacked\n";
    }

    private static List<String> there(Path here) {
        List<String> found = new ArrayList<>(below(here));
        try (Stream<Path> children = Files.list(here.toAbsolutePath())) {
            children.filter(Files::isDirectory)
                    .sorted()
                    .map(child -> here.resolve(child.getFileName()))
                    .forEach(child -> found.addAll(below(child)));
        } catch (IOException unreadable) {
            // Then it suggests less.
        }
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private static List<String> below(Path module) {
        return USUAL.stream()
                .map(module::resolve)
                .filter(Files::isDirectory)
                .map(path -> path.toString().replace('\\', '/'))
                .toList();
    }
}
