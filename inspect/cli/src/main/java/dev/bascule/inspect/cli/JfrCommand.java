package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.cli.jfr.RecordingReport;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.filter.Selection;
import dev.bascule.inspect.model.observed.ObservedReport;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at flight recordings. */
@Command(
        name = "jfr",
        description =
                "Finds, in recordings of the JDK's Flight Recorder, where threads of event loops were blocked, and"
                        + " virtual threads that held their carriers.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There are no new findings.",
            "1:There are new findings.",
            "2:The command line, or a file that it names, is wrong.",
            "3:A recording could not be read to its end, or the output could not be written."
        })
final class JfrCommand extends Helping implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings, as jcmd PID JFR.dump writes them.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private Telling telling = new Telling();

    @Mixin
    private Knowledge knowledge = new Knowledge();

    @Mixin
    private Known known = new Known();

    @Mixin
    private Output output = new Output();

    JfrCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        requireThere();
        known.checkSeen(requireNonNull(spec).commandLine());
        known.read();
        Report all = read();
        Selection selection = Selection.of(
                findings(all),
                new Selection.Wanted(Confidence.POSSIBLE, telling.notes()),
                known.allow(),
                known.baseline());
        Report report = all.only(selection);
        output.write(report, terminal, List.of());
        boolean accepted = known.accept(report, terminal);
        return accepted && !report.isIncomplete() ? Exit.CLEAN : Output.exitCode(report);
    }

    private Report read() throws Exception {
        RecordingReport recordings = new RecordingReport(
                new Report.Tool("bascule", Version.text()), knowledge.read(Map.of()), telling.threshold());
        try (ProgressLine progress = new ProgressLine(terminal)) {
            List<Report> each = new ArrayList<>();
            files.forEach(file -> each.add(recordings.of(file, progress)));
            return Report.merge(each).ordered(ObservedReport.LONGEST_FIRST);
        }
    }

    private void requireThere() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new ParameterException(requireNonNull(spec).commandLine(), "there is no file " + file + ".");
            }
        }
    }

    private static List<Finding> findings(Report report) {
        return report.findings().stream().map(Report.Told::finding).toList();
    }
}
