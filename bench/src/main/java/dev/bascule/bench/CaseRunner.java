package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a case once, in a JVM of its own. */
final class CaseRunner {
    private static final Pattern BYTES = Pattern.compile("bytes(?:/each)? ([-0-9.]+)");
    private static final Pattern NANOS = Pattern.compile("ns/each ([0-9.]+)");

    /** Newer JDKs frown on Unsafe, and Netty and Vert.x are slower without: they shall have it. */
    private static final String[] JVM_ARGUMENTS = Runtime.version().feature() < 23
            ? new String[] {"-Xms1g", "-Xmx1g"}
            : new String[] {"-Xms1g", "-Xmx1g", "--sun-misc-unsafe-memory-access=allow"};

    private final Settings settings;

    CaseRunner(Settings settings) {
        this.settings = settings;
    }

    Map<Measure, Double> run(Case each) throws RunnerException, IOException, InterruptedException {
        return switch (each.kind()) {
            case JMH, JMH_ON_ONE_CPU -> benchmark(each);
            case MEMORY -> process(Memory.class, each.name());
            case SCALE -> process(Scale.class, each.name());
        };
    }

    private Map<Measure, Double> benchmark(Case each) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + each.name().replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(settings.warmups())
                .warmupTime(TimeValue.milliseconds(settings.millis()))
                .measurementIterations(settings.iterations())
                .measurementTime(TimeValue.milliseconds(settings.millis()))
                .jvmArgs(JVM_ARGUMENTS)
                .addProfiler(CpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (each.kind() == Case.Kind.JMH_ON_ONE_CPU) {
            OneCpu.jvm().ifPresent(options::jvm);
            options.jvmArgsAppend(append(OneCpu.ARGUMENTS, each.option()));
        } else if (!each.option().isEmpty()) {
            options.jvmArgsAppend(each.option());
        }
        each.parameters().forEach((name, value) -> options.param(name, value));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(each + " is " + results.size() + " benchmarks instead of one");
        }
        return measures(results.iterator().next());
    }

    private static String[] append(String[] arguments, String option) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!option.isEmpty()) {
            all.add(option);
        }
        return all.toArray(String[]::new);
    }

    private static Map<Measure, Double> measures(RunResult run) {
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        measures.put(Measure.TIME, run.getPrimaryResult().getScore());
        run.getSecondaryResults().forEach((label, result) -> {
            if (label.endsWith(CpuProfiler.LABEL)) {
                measures.put(Measure.CPU, result.getScore());
            } else if (label.endsWith("gc.alloc.rate.norm")) {
                measures.put(Measure.ALLOCATED, result.getScore());
            }
        });
        return measures;
    }

    private static Map<Measure, Double> process(Class<?> main, String arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:MarkSweepAlwaysCompactCount=1", // leave no dead wood
                "-Xbatch", // a waiting stack is as large as its frames are old
                "-Xms2g",
                "-Xmx4g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(main.getSimpleName() + " " + arguments + " failed:\n" + output);
        }
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        put(measures, Measure.BYTES, BYTES, output);
        put(measures, Measure.TIME, NANOS, output);
        return measures;
    }

    private static void put(Map<Measure, Double> measures, Measure measure, Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (matcher.find()) {
            measures.put(measure, Double.parseDouble(matcher.group(1)));
        }
    }
}
