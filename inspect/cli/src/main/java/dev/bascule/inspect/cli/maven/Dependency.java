package dev.bascule.inspect.cli.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a module runs with.
 *
 * @param classifier empty if there is none
 */
record Dependency(String group, String artifact, String type, String classifier, String version) {
    /** What {@code dependency:tree} draws before the name, then group:artifact:type[:classifier]:version:scope. */
    private static final Pattern LINE = Pattern.compile("[\\s|+\\\\-]*([^\\s:]+(?::[^\\s:]+){4,5})(?: .*)?");

    private static final List<String> SCOPES = List.of("compile", "runtime", "provided", "system");
    private static final List<String> WITHOUT_CLASSES = List.of("pom", "zip", "tar.gz");

    /** What a line of {@code dependency:tree} names, if that is on the class path of a program and not of its tests. */
    static Optional<Dependency> read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> parts = List.of(matcher.group(1).split(":", -1));
        int last = parts.size() - 1;
        if (!SCOPES.contains(parts.get(last)) || WITHOUT_CLASSES.contains(parts.get(2))) {
            return Optional.empty();
        }
        String classifier = parts.get(2).equals("test-jar") ? "tests" : "";
        return Optional.of(new Dependency(
                parts.get(0), parts.get(1), parts.get(2), last == 5 ? parts.get(3) : classifier, parts.get(last - 1)));
    }

    boolean isOf(Pom pom) {
        return artifact.equals(pom.artifact()) && group.equals(pom.group());
    }

    /** Where it lies in a local repository. */
    Path in(Path repository) {
        String name = artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(name);
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
