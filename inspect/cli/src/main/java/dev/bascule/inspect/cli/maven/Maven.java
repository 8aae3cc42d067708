package dev.bascule.inspect.cli.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the Maven of a project. */
final class Maven {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final long MOST_MINUTES = 5;
    private static final int LINES_TOLD = 8;

    private final Path project;

    /** Of the directory from which it is built. */
    Maven(Path project) {
        this.project = project;
    }

    /** What a run gave. */
    private record Ran(boolean done, String log) {}

    /**
     * The lines of {@code dependency:tree} of all modules. It needs no class file and no jar of the modules themselves, and
     * changes nothing. What Maven has to know is usually there, since the project has been compiled: so first without the
     * network.
     */
    List<String> tree() throws ProjectException, InterruptedException {
        try {
            Path directory = Files.createTempDirectory("bascule");
            try {
                Path file = directory.resolve("tree");
                Ran ran = tree(file, true);
                ran = ran.done() ? ran : tree(file, false);
                if (!ran.done()) {
                    throw new ProjectException("Maven does not tell the class path of " + project + ":\n" + ran.log());
                }
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new ProjectException("Maven could not be run in " + project + ": " + e.getMessage()
                    + ". It is looked for as mvnw in the project, and as mvn on the PATH.");
        }
    }

    private Ran tree(Path file, boolean isOffline) throws IOException, InterruptedException, ProjectException {
        List<String> command = new ArrayList<>(List.of(executable(), "-B", "-ntp"));
        if (isOffline) {
            command.add("-o");
        }
        command.addAll(List.of("dependency:tree", "-DoutputType=text", "-DoutputFile=" + file, "-DappendOutput=true"));
        Files.deleteIfExists(file);
        return run(command, file.resolveSibling("log"));
    }

    private Ran run(List<String> command, Path log) throws IOException, InterruptedException, ProjectException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File(WINDOWS ? "NUL" : "/dev/null"));
        Process process = builder.start();
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new ProjectException("Maven did not end within " + MOST_MINUTES + " minutes in " + project + ".");
            }
            return new Ran(process.exitValue() == 0, end(log));
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private String executable() {
        Path wrapper = project.resolve(WINDOWS ? "mvnw.cmd" : "mvnw");
        if (Files.isExecutable(wrapper)) {
            return wrapper.toString();
        }
        return WINDOWS ? "mvn.cmd" : "mvn";
    }

    private static String end(Path log) throws IOException {
        List<String> errors = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("[ERROR]") && line.length() > "[ERROR] ".length())
                .toList();
        return String.join("\n", errors.subList(0, Math.min(LINES_TOLD, errors.size())));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Where it keeps jars: as settings say, or where it does by itself. */
    static Path localRepository(Path project) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home"));
        return Stream.of(
                        LocalRepository.ofArguments(environment.getOrDefault("MAVEN_ARGS", "")),
                        LocalRepository.ofArguments(environment.getOrDefault("MAVEN_OPTS", "")),
                        LocalRepository.ofConfig(project.resolve(".mvn/maven.config")),
                        LocalRepository.ofConfig(project.resolve(".mvn/jvm.config")),
                        LocalRepository.ofSettings(home.resolve(".m2/settings.xml")))
                .flatMap(found -> found.stream())
                .findFirst()
                .orElse(home.resolve(".m2/repository"));
    }
}
