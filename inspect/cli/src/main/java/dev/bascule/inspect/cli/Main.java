package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.file.InvalidFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code bascule} command, but for what its launcher does itself. */
@Command(
        name = "bascule",
        description = "Finds where a program blocks a thread that must not block.",
        subcommands = {
            ScanCommand.class,
            RunCommand.class,
            AttachCommand.class,
            JfrCommand.class,
            ReportCommand.class,
            RulesCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main implements Runnable {
    /** What the JVM gives us for what is no character of the locale. */
    private static final char UNREADABLE = '\uFFFD';

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a command and exits. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs a command and gives its exit code. */
    static int run(Terminal terminal, String... args) {
        for (String arg : args) {
            if (arg.indexOf(UNREADABLE) >= 0) {
                terminal.err().println(unreadable(arg));
                return Exit.USAGE;
            }
        }
        CommandLine line = new CommandLine(new Main(terminal), new Commands(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((problem, given) -> explain(terminal, problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> explain(terminal, command, problem));
        requireNonNull(line.getSubcommands().get("run")).setStopAtPositional(true); // what follows is the program's
        int status = line.execute(args);
        if (terminal.out().checkError()) { // a writer never throws
            if (Terminal.isPipe()) {
                return Exit.PIPE_CLOSED;
            }
            terminal.err().println("bascule: the output could not be written in full.");
            return Exit.INCOMPLETE;
        }
        return status;
    }

    private static String unreadable(String arg) {
        return "bascule: the argument '" + arg.replace(UNREADABLE, '?') + "' has characters that the locale of this"
                + " process has not, as LC_ALL=C has ASCII only. Set one that has them: LC_ALL=C.UTF-8 bascule ...";
    }

    private static int explain(Terminal terminal, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(command + ": " + problem.getMessage());
        terminal.err().println("'" + command + " --help' tells what can be given.");
        return Exit.USAGE;
    }

    private static int explain(Terminal terminal, CommandLine command, Exception problem) {
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof InvalidFileException invalid) {
            terminal.err().println(name + ": a file that was given is not as expected:");
            invalid.mistakes().forEach(mistake -> terminal.err().println("  " + mistake));
            if (invalid.untold() > 0) {
                terminal.err().println("  ... and " + invalid.untold() + " more");
            }
            return Exit.USAGE;
        }
        if (problem instanceof CommandFailedException) {
            terminal.err().println(name + ": " + problem.getMessage());
            return Exit.INCOMPLETE;
        }
        terminal.err().println(name + ": this is a defect of the tool; please report it with these lines:");
        problem.printStackTrace(terminal.err());
        return Exit.INCOMPLETE;
    }

    @Override
    public void run() {
        requireNonNull(spec).commandLine().usage(terminal.out());
    }
}
