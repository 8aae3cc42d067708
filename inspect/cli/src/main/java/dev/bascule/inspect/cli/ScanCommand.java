package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.filter.Selection;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.scanner.ScanInput;
import dev.bascule.inspect.scanner.ScanRequest;
import dev.bascule.inspect.scanner.ScanResult;
import dev.bascule.inspect.scanner.Scanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
final class ScanCommand extends Helping implements Callable<Integer> {
    private static final String LENS = "scan";

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description =
                    "What to look at: class directories, jars, wars, jars with jars inside, directories of jars; or"
                            + " the directory of a Maven project, for its classes and their class path.")
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
    private Caching caching = new Caching();

    @Mixin
    private Output output = new Output();

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
        try (ProgressLine progress = new ProgressLine(terminal)) {
            return scan(Targets.of(paths, libraries, progress), progress);
        }
    }

    private int scan(Targets targets, ProgressLine progress) throws Exception {
        ScanRequest request = new ScanRequest(targets.paths(), targets.libraries(), caching.directory());
        ScanResult result;
        try (ScanInput input = ScanInput.open(request)) {
            Catalog catalog = knowledge.read(input.catalogs());
            result = Scanner.scan(input, catalog, progress);
        }
        progress.close();
        result.notes().forEach(note -> terminal.err().println("bascule scan: " + note));
        Selection selection = Selection.of(
                result.findings(), new Selection.Wanted(confidence, notes), known.allow(), known.baseline());
        Report report = report(targets, result, selection);
        output.write(report, terminal, targets.paths());
        if (result.applicationClasses() == 0) {
            boolean onlyJars =
                    result.libraryClasses() > 0 && targets.libraries().isEmpty();
            terminal.err().print(onlyJars ? Suggestion.ofJars(targets.paths()) : Suggestion.text(Path.of("")));
            terminal.err().flush();
        }
        boolean accepted = known.update(result.findings(), report, terminal);
        return accepted && !report.isIncomplete() ? Exit.CLEAN : Output.exitCode(report);
    }

    private void requireThere(List<Path> named) {
        for (Path path : named) {
            if (!Files.exists(path)) {
                throw new ParameterException(
                        requireNonNull(spec).commandLine(), "there is no file or directory " + path + ".");
            }
        }
    }

    private static Report report(Targets targets, ScanResult result, Selection selection) {
        return new Report(
                new Report.Tool("bascule", Version.text()),
                new Report.Input(texts(targets.paths()), texts(targets.libraries()), result.applicationClasses()),
                selection.told().stream()
                        .map(finding -> new Report.Told(finding, LENS))
                        .toList(),
                Report.Hidden.by(selection),
                Gaps.of(result.unseen(), targets.missing()),
                result.hubs());
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(path -> path.toString().replace('\\', '/')).toList();
    }
}
