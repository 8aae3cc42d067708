package dev.bascule.inspect.scanner.real;

import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.scanner.Progress;
import dev.bascule.inspect.scanner.ScanRequest;
import dev.bascule.inspect.scanner.ScanResult;
import dev.bascule.inspect.scanner.Scanner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A released library and what it needs.
 *
 * @param looked the jars that are scanned
 * @param libraries the others
 */
public record Release(List<Path> looked, List<Path> libraries) {
    /** Netty's native code, of which not every version is to be had. */
    private static final String NOT_NATIVE = Stream.of(
                    "netty-codec-native-quic", "netty-resolver-dns-native-macos", "netty-transport-native-epoll")
            .map(each -> "<exclusion><groupId>io.netty</groupId><artifactId>" + each + "</artifactId></exclusion>")
            .collect(Collectors.joining("", "<exclusions>", "</exclusions>"));

    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

    /**
     * Has the Maven of this build bring it.
     *
     * @param directory an empty one, for the jars
     * @param looked coordinates, group:artifact:version
     * @param others coordinates of what it is used with, and does not bring itself
     */
    public static Release resolve(Path directory, List<String> looked, List<String> others)
            throws IOException, InterruptedException {
        Path pom = directory.resolve("pom.xml");
        Files.writeString(
                pom, pom(Stream.concat(looked.stream(), others.stream()).toList()));
        Path jars = directory.resolve("jars");
        Process maven = new ProcessBuilder(
                        root().resolve("mvnw").toString(),
                        "-q",
                        "-B",
                        "-f",
                        pom.toString(),
                        COPY,
                        "-DoutputDirectory=" + jars)
                .directory(root().toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(maven.getInputStream().readAllBytes());
        if (maven.waitFor() != 0) {
            throw new IOException("Maven does not bring " + looked + ":\n" + told);
        }
        return of(jars, looked.stream().map(Release::file).toList());
    }

    private static Release of(Path jars, List<String> names) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            List<Path> all = files.sorted().toList();
            return new Release(
                    all.stream().filter(jar -> names.contains(name(jar))).toList(),
                    all.stream().filter(jar -> !names.contains(name(jar))).toList());
        }
    }

    /** One of the class path of the tests. */
    static Release ofClassPath(String artifact) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> jars = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
        List<Path> looked =
                jars.stream().filter(jar -> name(jar).startsWith(artifact)).toList();
        if (looked.size() != 1) {
            throw new IllegalStateException(artifact + " is not on the class path: " + jars);
        }
        List<Path> others = new ArrayList<>(jars);
        others.removeAll(looked);
        return new Release(looked, others);
    }

    ScanResult scan() throws InterruptedException {
        return Scanner.scan(new ScanRequest(looked, libraries), Catalogs.builtIn(), Progress.NONE);
    }

    public List<Path> all() {
        return Stream.concat(looked.stream(), libraries.stream()).toList();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }

    private static String file(String coordinates) {
        String[] parts = coordinates.split(":");
        return parts[1] + "-" + parts[2] + ".jar";
    }

    private static String pom(List<String> coordinates) {
        StringBuilder dependencies = new StringBuilder();
        for (String each : Set.copyOf(coordinates)) {
            String[] parts = each.split(":");
            dependencies.append(
                    "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</dependency>"
                            .formatted(parts[0], parts[1], parts[2], NOT_NATIVE));
        }
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>scanned</groupId>
                  <artifactId>scanned</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(dependencies);
    }

    /** Where the build is. */
    private static Path root() {
        Path each = Path.of("").toAbsolutePath();
        while (each != null && !Files.exists(each.resolve("mvnw"))) {
            each = each.getParent();
        }
        if (each == null) {
            throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
        }
        return each;
    }
}
