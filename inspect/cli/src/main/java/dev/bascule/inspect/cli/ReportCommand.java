package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts reports together. */
@Command(
        name = "report",
        description = "Puts the reports of several runs together, or writes one in another form. A finding that is in"
                + " several of them is told once.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There are no findings.",
            "1:There are findings.",
            "2:The command line, or a file that it names, is wrong.",
            "3:One of the runs was incomplete, or the output could not be written."
        })
final class ReportCommand extends Helping implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Reports, written with --format json.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private Output output = new Output();

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<Report> reports = new ArrayList<>();
        for (Path file : files) {
            reports.add(JsonReader.read(file.toString(), Texts.read(file)));
        }
        Report report = Report.merge(reports);
        List<Path> scanned = report.input().paths().stream().map(Path::of).toList();
        output.write(report, terminal, scanned);
        return Output.exitCode(report);
    }
}
