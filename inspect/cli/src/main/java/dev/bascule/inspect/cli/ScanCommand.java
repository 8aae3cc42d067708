package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.filter.Selection;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.scanner.ScanRequest;
import dev.bascule.inspect.scanner.ScanResult;
import dev.bascule.inspect.scanner.Scanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at bytecode. */
@Command(
        name = "scan",
        description = "Finds, in bytecode, where code that runs on a thread which must not block blocks it.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There are no new findings.",
            "1:There are new findings.",
            "2:The command line, or a file that it names, is wrong.",
            "3:Something could not be read or written; what could not is named."
        })
final class ScanCommand implements Callable<Integer> {
    private static final String LENS = "scan";
    private static final int MOST_PACKAGES = 4;

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "What to look at: class directories, jars, wars, jars with jars inside, directories of jars.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = {"-l", "--lib"},
            paramLabel = "PATH",
            description =
                    "What is on its class path, but not to blame. Without it, calls that lead through libraries are"
                            + " not followed.")
    private List<Path> libraries = new ArrayList<>();

    @Mixin
    private Knowledge knowledge = new Knowledge();

    @Mixin
    private Known known = new Known();

    @Option(
            names = {"-c", "--confidence"},
            paramLabel = "HOW",
            defaultValue = "likely",
            description =
                    "How sure a finding must be to be told: certain, likely or possible; ${DEFAULT-VALUE} by default.")
    private Confidence confidence = Confidence.LIKELY;

    @Option(
            names = "--notes",
            description = "Tells what is short as a rule, too: locks, random numbers, file attributes.")
    private boolean notes;

    @Mixin
    private Output output = new Output();

    @Option(
            names = {"-s", "--sources"},
            paramLabel = "DIR",
            description = "Where the sources lie, for sarif; src/main/java and the like beside PATH by default.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this text.")
    @SuppressWarnings("UnusedVariable") // for picocli
    private boolean help;

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (paths.isEmpty()) {
            terminal.err().print(Suggestion.text(Path.of("")));
            terminal.err().flush();
            return Exit.USAGE;
        }
        requireThere(paths);
        requireThere(libraries);
        known.check(requireNonNull(spec).commandLine());
        known.read();
        Catalog catalog = knowledge.read(paths, libraries);
        ScanResult result = scan(catalog);
        if (result.applicationClasses() == 0 && result.unseen().unreadable().isEmpty()) {
            throw new CommandFailedException("there is no class file in " + joined(paths)
                    + "; name what the build has made, as target/classes or a jar.");
        }
        Selection selection = Selection.of(
                result.findings(), new Selection.Wanted(confidence, notes), known.allow(), known.baseline());
        Report report = report(result, selection);
        output.write(report, terminal, SourceDirectories.locator(sources, paths));
        boolean accepted = known.update(result.findings(), report, terminal);
        return accepted && !report.isIncomplete() ? Exit.CLEAN : Output.exitCode(report);
    }

    private ScanResult scan(Catalog catalog) throws InterruptedException {
        try (ProgressLine progress = new ProgressLine(terminal)) {
            return Scanner.scan(new ScanRequest(paths, libraries), catalog, progress);
        }
    }

    private void requireThere(List<Path> named) {
        for (Path path : named) {
            if (!Files.exists(path)) {
                throw new ParameterException(
                        requireNonNull(spec).commandLine(), "there is no file or directory " + path + ".");
            }
        }
    }

    private Report report(ScanResult result, Selection selection) {
        List<Finding> told = selection.told();
        return new Report(
                new Report.Tool("bascule", Version.text()),
                new Report.Input(texts(paths), texts(libraries), result.applicationClasses()),
                told.stream().map(finding -> new Report.Told(finding, LENS)).toList(),
                Report.Hidden.by(selection),
                unseen(result.unseen()),
                List.of());
    }

    private static Unseen unseen(ScanResult.Unseen unseen) {
        List<Unseen.Gap> gaps = new ArrayList<>();
        gaps.add(gap("unresolved-calls", "calls that may go to too many methods", unseen.unresolvedCalls()));
        gaps.add(gap("reflection", "calls by reflection", unseen.reflectiveCalls()));
        gaps.add(gap("unknown-code", "methods too large or too odd to follow values through", unseen.unknownCode()));
        String packages = unseen.missingPackages().stream().limit(MOST_PACKAGES).collect(Collectors.joining(", "));
        gaps.add(gap(
                "missing-types",
                "types that were not given, which --lib can do (most of them in " + packages + ")",
                unseen.missingTypes()));
        return new Unseen(unseen.unreadable(), gaps);
    }

    private static Unseen.Gap gap(String kind, String what, long count) {
        return new Unseen.Gap(kind, what, (int) Math.min(count, Integer.MAX_VALUE));
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(path -> path.toString().replace('\\', '/')).toList();
    }

    private static String joined(List<Path> paths) {
        return String.join(", ", texts(paths));
    }
}
