package dev.bascule.jcstress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jcstress harness in a JVM of its own, which starts one more for each race. Writes under target only. */
final class Harness {
    private static final Pattern SUMMARY = Pattern.compile(
            "\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs\\)");
    private static final Pattern FORBIDDEN = Pattern.compile("(\\w+) \\[.*\\]: Observed forbidden state");

    private final String name;
    private final List<String> options;

    Harness(String name, List<String> options) {
        this.name = name;
        this.options = options;
    }

    /** What the harness printed. */
    record Report(String output) {
        /** The races that showed a forbidden outcome. */
        Set<String> failed() {
            Set<String> races = new TreeSet<>();
            Matcher each = FORBIDDEN.matcher(output);
            while (each.find()) {
                races.add(each.group(1));
            }
            return races;
        }

        /** Whether every run that was planned took place, and none ended in an error. */
        boolean isComplete() {
            boolean complete = false;
            Matcher summary = SUMMARY.matcher(output);
            while (summary.find()) { // the last one counts
                int ran = Integer.parseInt(summary.group(2)) + Integer.parseInt(summary.group(3));
                complete = ran > 0 && ran == Integer.parseInt(summary.group(1));
            }
            return complete && output.contains("Error tests: No matches.");
        }
    }

    /** Runs the races whose names match, with these arguments for their JVMs. */
    Report run(String races, String jvmArguments) throws IOException, InterruptedException {
        Path directory = Path.of("target", "jcstress", name).toAbsolutePath();
        Files.createDirectories(directory);
        Path output = directory.resolve("output.txt");
        Process harness = new ProcessBuilder(command(races, jvmArguments))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            harness.waitFor();
        } finally {
            harness.descendants().forEach(ProcessHandle::destroyForcibly);
            harness.destroyForcibly();
        }
        return new Report(Files.readString(output));
    }

    private List<String> command(String races, String jvmArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-t", races, "-jvmArgs", jvmArguments, "-r", "report", "-v"));
        command.addAll(options);
        return command;
    }
}
