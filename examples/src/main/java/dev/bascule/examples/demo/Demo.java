package dev.bascule.examples.demo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the demo. */
@Command(
        name = "bascule demo",
        description = "Runs well-known accidents between sync and async code, live: first the wrong way, then with"
                + " Bascule.",
        sortOptions = false,
        usageHelpWidth = Prose.WIDTH,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every scenario showed what it should.",
            "1:A scenario did not.",
            "2:The command line is wrong.",
            "3:The output could not be written."
        })
public final class Demo implements Callable<Integer> {
    private static final double MIN_SECONDS = 0.1;
    private static final double MAX_SECONDS = 60;
    private static final int NOT_SHOWN = 1;
    private static final int NOT_WRITTEN = 3;

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "The scenarios to run; all of them by default. See --list.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-s", "--seconds"},
            paramLabel = "S",
            defaultValue = "1",
            description = "How long the slow calls take, from 0.1 to 60; ${DEFAULT-VALUE} by default.")
    private double seconds;

    @Option(
            names = "--json",
            description = "Prints one JSON object, and nothing else; examples/README.md describes it.")
    private boolean json;

    @Option(names = "--list", description = "Lists the scenarios, with --json as a JSON object.")
    private boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this text.")
    @SuppressWarnings("UnusedVariable") // for picocli
    private boolean help;

    private Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs the demo and exits. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs the demo and gives its exit code. */
    static int run(Terminal terminal, String... args) {
        int status = new CommandLine(new Demo(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((problem, given) -> explain(terminal, problem))
                .execute(args);
        if (terminal.out().checkError()) { // a writer never throws
            terminal.err().println("bascule demo: the output could not be written in full.");
            return NOT_WRITTEN;
        }
        return status;
    }

    private static int explain(Terminal terminal, ParameterException problem) {
        terminal.err().println("bascule demo: " + problem.getMessage());
        terminal.err().println("'bascule demo --help' tells what can be given.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws Exception {
        if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
            throw wrong("--seconds must be between " + MIN_SECONDS + " and " + MAX_SECONDS + ", was " + seconds);
        }
        List<Scenario> chosen = chosen();
        if (list) {
            list(chosen.stream().map(Scenario::about).toList());
            return 0;
        }
        Report report = json ? new JsonReport(terminal.out()) : new TextReport(terminal);
        List<Result> results = play(chosen, report);
        return results.stream().allMatch(Result::passed) ? 0 : NOT_SHOWN;
    }

    private void list(List<About> scenarios) {
        if (json) {
            new JsonReport(terminal.out()).list(scenarios);
        } else {
            scenarios.forEach(about -> terminal.out().println(String.format("%-15s %s", about.name(), about.title())));
        }
    }

    /** The named scenarios, each once, in the order of their names. */
    private List<Scenario> chosen() {
        List<Scenario> all = Scenario.all();
        if (names.isEmpty()) {
            return all;
        }
        Set<Scenario> chosen = new LinkedHashSet<>();
        for (String name : names) {
            chosen.add(all.stream()
                    .filter(scenario -> scenario.about().name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("unknown scenario '" + name + "'; there are " + known(all) + ".")));
        }
        return List.copyOf(chosen);
    }

    private static String known(List<Scenario> all) {
        return all.stream().map(scenario -> scenario.about().name()).collect(Collectors.joining(", "));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec).commandLine(), message);
    }

    private List<Result> play(List<Scenario> scenarios, Report report) throws Exception {
        Setup setup = Setup.here(seconds);
        List<Result> results = new ArrayList<>();
        try (Progress progress = new Progress(terminal)) {
            report.begin(setup);
            progress.show("warming up");
            WarmUp.run();
            progress.hide();
            for (Scenario scenario : scenarios) {
                report.begin(scenario.about());
                Result result = scenario.run(new Trials(seconds, watcher(scenario, report, progress)));
                progress.hide();
                report.end(result);
                results.add(result);
            }
            report.end(setup, results);
        }
        return results;
    }

    private static Trials.Watcher watcher(Scenario scenario, Report report, Progress progress) {
        return new Trials.Watcher() {
            @Override
            public void trying(String what) {
                progress.show(scenario.about().name() + ", " + what);
            }

            @Override
            public void saw(Run run) {
                progress.hide();
                report.run(run);
            }
        };
    }
}
