package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.report.JsonWriter;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.report.ReportWriter;
import dev.bascule.inspect.model.report.SarifWriter;
import dev.bascule.inspect.model.report.TextWriter;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** In which form a report is written, and where. */
final class Output {
    /** A form. */
    enum Format {
        TEXT,
        JSON,
        SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How findings are written: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Format format = Format.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; to the standard output by default, that of run to the standard error.")
    private @Nullable Path file;

    @Option(
            names = {"-s", "--sources"},
            paramLabel = "DIR",
            description =
                    "Where the sources lie, for sarif; src/main/java and the like here, and beside what was scanned,"
                            + " by default.")
    private List<Path> sources = new ArrayList<>();

    /** That the file can be written, for those who would lose much if it cannot. */
    void check(CommandLine command) {
        if (file != null && Files.isDirectory(file)) {
            throw new ParameterException(command, file + " could not be written: it is a directory.");
        }
        Path directory = file == null ? null : file.toAbsolutePath().getParent();
        if (directory != null && !Files.isWritable(Files.exists(file) ? file : directory)) {
            throw new ParameterException(
                    command,
                    file + " could not be written: "
                            + (Files.exists(directory)
                                    ? "it is not allowed."
                                    : "there is no directory " + directory + "."));
        }
    }

    /** With what was scanned, if the report is of that. */
    void write(Report report, Terminal terminal, List<Path> scanned) throws CommandFailedException {
        boolean colour = file == null && terminal.colour();
        ReportWriter writer = switch (format) {
            case TEXT -> new TextWriter(colour);
            case JSON -> new JsonWriter();
            case SARIF -> new SarifWriter(SourceDirectories.locator(sources, scanned), Rules.builtIn());
        };
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (file == null) {
            terminal.out().print(text);
            terminal.out().flush();
        } else {
            write(text.toString(), terminal);
            int count = report.findings().size();
            terminal.err().println(count + (count == 1 ? " finding" : " findings") + " written to " + file + ".");
        }
        if (report.isIncomplete() && (file != null || format != Format.TEXT)) {
            report.unseen().unreadable().forEach(item -> terminal.err().println("not read: " + item));
        }
    }

    /** What cannot be written is not lost: it may have taken long, and the program may have ended. */
    private void write(String text, Terminal terminal) throws CommandFailedException {
        try {
            Texts.write(requireNonNull(file), text);
        } catch (CommandFailedException e) {
            terminal.out().print(text);
            terminal.out().flush();
            throw e;
        }
    }

    static int exitCode(Report report) {
        if (report.isIncomplete()) {
            return Exit.INCOMPLETE;
        }
        return report.findings().isEmpty() ? Exit.CLEAN : Exit.FINDINGS;
    }
}
