package dev.bascule.inspect.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.bascule.agent.Agent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A JVM that runs, and that we talk to. */
final class Target implements AutoCloseable {
    private static final String STATE = "State:";
    private static final String CAUGHT = "SigCgt:";

    /** In the mask of signals: the third. */
    private static final long SIGQUIT = 1 << 2;

    private static final String INSTEAD =
            " Start it with 'bascule run -- java ...' instead, or with -javaagent:bascule-agent.jar.";

    private final ProcessHandle process;
    private final VirtualMachine machine;

    private Target(ProcessHandle process, VirtualMachine machine) {
        this.process = process;
        this.machine = machine;
    }

    /** The JVMs of this user but this one, a line each. */
    static List<String> list() {
        String own = Long.toString(ProcessHandle.current().pid());
        return VirtualMachine.list().stream()
                .filter(each -> !each.id().equals(own))
                .sorted(Comparator.comparingInt(each -> each.id().length()))
                .map(each -> String.format("%7s  %s", each.id(), name(each)))
                .toList();
    }

    private static String name(VirtualMachineDescriptor each) {
        String name = each.displayName().split(" ", 2)[0];
        return name.isEmpty() ? "(unknown)" : name;
    }

    static Target attach(long pid) throws CommandFailedException {
        ProcessHandle process = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new CommandFailedException(
                        "there is no process " + pid + ". 'bascule attach' lists the JVMs that there are."));
        requireOwn(process);
        requireAnswers(pid);
        try {
            Target target = new Target(process, VirtualMachine.attach(Long.toString(pid)));
            target.requireVersion();
            return target;
        } catch (AttachNotSupportedException | IOException e) {
            throw new CommandFailedException("PID " + pid + " does not let itself be attached to ("
                    + e.getMessage() + "): it is no JVM, or runs with -XX:+DisableAttachMechanism, or hangs in native"
                    + " code." + INSTEAD);
        }
    }

    private static void requireOwn(ProcessHandle process) throws CommandFailedException {
        Optional<String> theirs = process.info().user();
        Optional<String> ours = ProcessHandle.current().info().user();
        if (theirs.isPresent() && ours.isPresent() && !theirs.equals(ours)) {
            throw new CommandFailedException("PID " + process.pid() + " belongs to " + theirs.get()
                    + ", and only they can attach to it: run this command as " + theirs.get() + ".");
        }
    }

    /**
     * To attach, the JDK sends SIGQUIT, of which what is no JVM dies, though newer JDKs look first; and what is stopped finds that
     * nobody waits any more when it goes on, and prints its threads.
     */
    private static void requireAnswers(long pid) throws CommandFailedException {
        for (String line : status(pid)) {
            if (line.startsWith(STATE) && line.substring(STATE.length()).strip().matches("[Tt].*")) {
                throw new CommandFailedException(
                        "PID " + pid + " is stopped, by a signal or a debugger, and answers nobody."
                                + " Let it go on ('kill -CONT " + pid + "'), and try again.");
            }
            if (line.startsWith(CAUGHT)
                    && !handlesQuit(line.substring(CAUGHT.length()).strip())) {
                throw new CommandFailedException("PID " + pid + " does not let itself be attached to: it is no JVM, or"
                        + " runs with -Xrs." + INSTEAD);
            }
        }
    }

    /** What Linux says of a process; elsewhere nothing is known of it. */
    private static List<String> status(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1);
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static boolean handlesQuit(String signals) {
        try {
            return (Long.parseUnsignedLong(signals, 16) & SIGQUIT) != 0;
        } catch (NumberFormatException unknown) {
            return true;
        }
    }

    private void requireVersion() throws CommandFailedException, IOException {
        String version = machine.getSystemProperties().getProperty("java.specification.version", "0");
        if (Agent.isTooOld(version)) {
            close();
            throw new CommandFailedException(
                    "PID " + process.pid() + " is a JVM of version " + version + ", and the agent needs " + Agent.OLDEST
                            + ". 'bascule jfr' reads flight recordings of older ones.");
        }
    }

    /** Gives the agent its options. A program that has ended meanwhile is no mistake. */
    void tell(Path jar, String options) throws CommandFailedException {
        try {
            machine.loadAgent(jar.toString(), options);
        } catch (AgentLoadException | AgentInitializationException | IOException e) {
            if (process.isAlive()) {
                throw new CommandFailedException("PID " + process.pid() + " did not take the agent (" + e.getMessage()
                        + "). With -XX:-EnableDynamicAgentLoading it takes none." + INSTEAD);
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            machine.detach();
        } catch (IOException ended) {
            return; // there is nothing to detach from
        }
    }
}
