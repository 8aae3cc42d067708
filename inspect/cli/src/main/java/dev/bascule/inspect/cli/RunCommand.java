package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.observed.JournalReader;
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

/** Watches a program from its start to its end. */
@Command(
        name = "run",
        description =
                "Runs a program, and tells at its end, whatever the end was, where a thread that must not block was"
                        + " blocked. Input, output, signals and the exit code are the program's own; the report goes to the"
                        + " standard error, or to a file.",
        customSynopsis = "bascule run [OPTION...] -- COMMAND [ARGUMENT...]",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "n:That of the program.",
            "2:The command line, or a file that it names, is wrong; the program was not started.",
            "3:The program could not be started, or the report not be written."
        })
final class RunCommand extends Helping implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "'java' and its arguments; or a script, whose JVMs are all watched by way of"
                    + " JAVA_TOOL_OPTIONS, of which each says one line.")
    private List<String> command = new ArrayList<>();

    @Mixin
    private Watching watching = new Watching();

    @Option(names = "--throw", description = "Fails calls that would block a loop, instead of only telling; for tests.")
    private boolean refuses;

    @Option(
            names = "--coverage",
            description =
                    "Prints at the start of each JVM what kinds of calls are seen in it, and what kinds are not and why;"
                            + " without a COMMAND, of this JVM.")
    private boolean coverage;

    @Mixin
    private Output output = new Output();

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (command.isEmpty() && !coverage) {
            throw new ParameterException(requireNonNull(spec).commandLine(), "Missing required parameter: 'COMMAND'");
        }
        output.check(requireNonNull(spec).commandLine());
        Watching.Lens lens = watching.lens();
        Path jar = AgentJar.path();
        List<String> lines = watching.lines();
        if (refuses) {
            lines.add("throw");
        }
        if (coverage) {
            lines.add("coverage");
        }
        try (Journals journals = Journals.create()) {
            String options = journals.options("options", lines);
            if (command.isEmpty()) {
                return Child.run(List.of(Child.ownJava(), "-version"), jar, options, terminal.live());
            }
            int status = Child.run(command, jar, options, terminal.live());
            report(journals, lens);
            return status;
        }
    }

    private void report(Journals journals, Watching.Lens lens) throws Exception {
        List<String> problems = new ArrayList<>();
        List<JournalReader.Contents> read = journals.read(problems);
        problems.forEach(problem -> terminal.err().println("bascule run: " + problem));
        if (read.isEmpty()) {
            terminal.err()
                    .println("bascule run: nothing was watched: the command started no JVM of version 17 or newer, or"
                            + " the JVM ended before the agent began, or did not let it begin, as is said above then.");
            return;
        }
        output.write(lens.report(read), terminal.onlyErr(), List.of());
    }
}
