package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.filter.Baseline;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The findings that are not new: those of the baseline, and those of code that may do what it does. */
final class Known {
    @Mixin
    private Allowing allowing = new Allowing();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Names findings that are known, each with a reason; they are not told again.")
    private @Nullable Path baselineFile;

    @Option(names = "--prune", description = "Takes away the lines of the baseline whose findings are gone.")
    private boolean prune;

    @Option(
            names = "--accept",
            paramLabel = "REASON",
            description =
                    "Adds what is told now to the baseline, with this reason, and makes the file if there is none.")
    private @Nullable String reason;

    private AllowList allow = AllowList.EMPTY;
    private Baseline baseline = Baseline.EMPTY;

    AllowList allow() {
        return allow;
    }

    Baseline baseline() {
        return baseline;
    }

    void check(CommandLine command) {
        if (baselineFile == null && (prune || reason != null)) {
            throw new ParameterException(
                    command, (prune ? "--prune" : "--accept") + " changes a baseline: name it with --baseline FILE.");
        }
        if (reason != null && (reason.isBlank() || reason.lines().count() > 1)) {
            throw new ParameterException(command, "--accept needs a reason, in one line.");
        }
    }

    void read() throws InvalidFileException {
        allow = allowing.read();
        if (baselineFile != null && (reason == null || Files.exists(baselineFile))) {
            baseline = Baseline.read(baselineFile.toString(), Texts.read(baselineFile));
        }
    }

    /**
     * Tells what is stale, and changes the baseline if that was asked for. Whether something is gone cannot be known where
     * not all could be read.
     *
     * @return whether what the report tells has been accepted
     */
    boolean update(List<Finding> all, Report report, Terminal terminal) throws CommandFailedException {
        Baseline updated = baseline;
        if (!report.isIncomplete()) {
            allow.stale(all)
                    .forEach(line -> terminal.err()
                            .println(allowing.file() + ":" + line.line() + ": allows nothing any more: "
                                    + line.where()));
            List<Baseline.Known> stale = baseline.stale(all);
            String end = prune ? "; taken away" : "; --prune takes it away";
            stale.forEach(line -> terminal.err()
                    .println(baselineFile + ": is gone: " + line.fingerprint() + " " + line.what() + end));
            updated = prune ? updated.pruned(all) : updated;
        } else if (prune) {
            terminal.err().println("nothing is pruned, since not everything could be read.");
        }
        return write(updated, report, terminal);
    }

    /** For what was seen in a program that ran: what was not seen may be there all the same. */
    void checkSeen(CommandLine command) {
        check(command);
        if (prune) {
            throw new ParameterException(
                    command, "--prune is for scans: what was not seen this time may be there all the same.");
        }
    }

    /**
     * Adds what the report tells to the baseline, if that was asked for; tells of nothing that it is stale.
     *
     * @return whether what the report tells has been accepted
     */
    boolean accept(Report report, Terminal terminal) throws CommandFailedException {
        return write(baseline, report, terminal);
    }

    private boolean write(Baseline base, Report report, Terminal terminal) throws CommandFailedException {
        Baseline updated = base;
        if (reason != null) {
            updated = updated.with(
                    report.findings().stream().map(Report.Told::finding).toList(), reason);
        }
        if (baselineFile != null && !updated.equals(baseline)) {
            Texts.write(baselineFile, updated.text());
            terminal.err().println(baselineFile + ": now has " + updated.size() + " findings.");
        }
        return reason != null;
    }
}
