package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Many small programs, compiled and scanned together. */
final class Cases {
    private final Path directory;
    private final List<Path> libraries;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Set<String>> found = new LinkedHashMap<>();

    /** In an empty directory, with the class path of the tests. */
    Cases(Path directory) throws IOException {
        this(directory, Scans.libraries());
    }

    Cases(Path directory, List<Path> libraries) throws IOException {
        this.directory = directory;
        this.libraries = libraries;
        Files.createDirectories(directory.resolve("sources"));
    }

    /** A program. */
    void add(String name, Place place, Way way, String statement) throws IOException {
        String type = "Case" + names.size();
        names.put(name, type);
        write(type, way.source(type, place, statement));
    }

    /** A type that programs name. */
    void stub(String name, String code) throws IOException {
        int end = name.lastIndexOf('.');
        write(name.substring(end + 1), "package " + name.substring(0, end) + ";\n" + code);
    }

    private void write(String type, String source) throws IOException {
        Files.writeString(directory.resolve("sources").resolve(type + ".java"), source);
    }

    /** Looks at all of them. */
    void scan() throws IOException, InterruptedException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        String classPath = libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + Scans.classPath();
        Compiled.compile(ToolProvider.getSystemJavaCompiler(), 17, classPath, directory.resolve("sources"), classes);
        for (Finding finding : Scans.of(classes, libraries)) {
            if (finding.confidence() != Confidence.POSSIBLE) {
                String type = finding.site().className().replaceAll("^made\\.|\\$.*", "");
                found.computeIfAbsent(type, none -> new TreeSet<>())
                        .add(finding.rule() + " " + finding.leafId() + " " + finding.severity());
            }
        }
    }

    List<String> names() {
        return new ArrayList<>(names.keySet());
    }

    /** What was found in a program: rule, leaf and severity of each. */
    Set<String> found(String name) {
        return found.getOrDefault(names.get(name), Set.of());
    }
}
