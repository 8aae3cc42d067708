package dev.bascule.inspect.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is started with the agent, with our own input, output and environment. */
final class Child {
    private static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Where the launcher keeps those of the user, so that this JVM does not also do what the program's is to do. */
    private static final String KEPT = "BASCULE_TOOL_OPTIONS";

    private Child() {}

    /** Runs it to its end, whatever that is, and gives its exit code. Signals that we get go to it. */
    static int run(List<String> command, Path jar, String options, boolean onTerminal)
            throws CommandFailedException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder().inheritIO();
        restoreOptions(builder.environment());
        String agent = "-javaagent:" + jar + "=" + options;
        List<String> all = new ArrayList<>(command);
        if (isJava(command.get(0))) {
            all.add(1, agent);
        } else {
            builder.environment().merge(JAVA_TOOL_OPTIONS, quoted(agent), (given, ours) -> given + " " + ours);
        }
        Process process = start(builder.command(all));
        pass(process, onTerminal);
        return process.waitFor();
    }

    private static void restoreOptions(Map<String, String> environment) {
        String kept = environment.remove(KEPT);
        if (kept != null) {
            environment.put(JAVA_TOOL_OPTIONS, kept);
        }
    }

    /** The launcher of the JVM that this is. */
    static String ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static boolean isJava(String command) {
        Path name = Path.of(command).getFileName();
        return name != null && name.toString().matches("java(\\.exe)?");
    }

    /** The JVM splits it at blanks. */
    private static String quoted(String text) {
        return text.contains(" ") ? "\"" + text + "\"" : text;
    }

    private static Process start(ProcessBuilder builder) throws CommandFailedException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailedException("the program could not be started: " + e.getMessage());
        }
    }

    /** What is typed on a terminal goes to the program anyway. */
    private static void pass(Process process, boolean onTerminal) {
        Map<String, Boolean> signals = Map.of("INT", !onTerminal, "HUP", true, "TERM", true);
        signals.forEach((name, isPassed) -> Signals.handle(name, () -> {
            if (isPassed) {
                send(process, name);
            }
        }));
    }

    private static void send(Process process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noSuchCommand) {
            process.destroy();
        }
    }
}
