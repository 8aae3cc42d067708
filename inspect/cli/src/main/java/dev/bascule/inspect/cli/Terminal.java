package dev.bascule.inspect.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out the report
 * @param err problems and progress
 * @param colour whether the report may have colours
 * @param live whether progress may be shown in a line that changes
 */
record Terminal(PrintWriter out, PrintWriter err, boolean colour, boolean live) {

    /**
     * The streams of this process. The launcher says which of them are terminals; without it only both together can be
     * told.
     */
    static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean capable = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                writer(System.out),
                writer(System.err),
                capable && !noColour && isTerminal("out"),
                capable && isTerminal("err"));
    }

    /** The same, with the standard output left to somebody else. */
    Terminal onlyErr() {
        return new Terminal(err, err, colour && live, live);
    }

    /** Made of the stream itself, since its {@code checkError} asks that stream; of a writer in between it could not. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Whether the output goes to another program: to a pipe all can be written, unless that program has gone. */
    static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    private static boolean isTerminal(String stream) {
        String known = System.getProperty("bascule.terminal." + stream);
        return known == null ? hasConsole() : Boolean.parseBoolean(known);
    }

    /** From JDK 22 on there is a console without a terminal too; it tells. */
    @SuppressWarnings("SystemConsoleNull") // on older JDKs there may be none
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(isTerminal.invoke(console));
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
