package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.observed.JournalReader;
import dev.bascule.inspect.model.observed.ObservedReport;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Watches a program that runs already. */
@Command(
        name = "attach",
        description = "Watches a JVM that runs, for a time, tells what blocked a thread that must not block and why it"
                + " hangs if it does, and leaves it as it was. Without a PID it lists the JVMs.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There are no findings.",
            "1:There are findings.",
            "2:The command line, or a file that it names, is wrong.",
            "3:The JVM could not be watched, or the report not be written; why is told.",
            "130:It was interrupted twice; by SIGTERM, 143."
        })
final class AttachCommand extends Helping implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 250;

    private final Terminal terminal;

    /** Somebody has seen enough: Ctrl-C must not leave the agent in the program. */
    private final CountDownLatch enough = new CountDownLatch(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PID",
            converter = ProcessId.class,
            description = "The process; jps and this command list them.")
    private @Nullable Long pid;

    @Mixin
    private Watching watching = new Watching();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long to watch: 500ms, 30s, 5m. By default 5s, and less if a hang is seen; Ctrl-C ends it"
                    + " earlier, and reports; a second one at once.")
    private @Nullable Duration time;

    @Mixin
    private Output output = new Output();

    AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (pid == null) {
            Target.list().forEach(terminal.out()::println);
            return Exit.CLEAN;
        }
        output.check(requireNonNull(spec).commandLine());
        Watching.Lens lens = watching.lens();
        Signals.handle("INT", () -> enough(Exit.INTERRUPTED));
        Signals.handle("TERM", () -> enough(Exit.TERMINATED));
        try (Journals journals = Journals.create()) {
            watch(journals);
            return report(journals, lens);
        }
    }

    /** The second time it ends at once: a JVM that is stopped, or stuck, does not answer. */
    private void enough(int status) {
        if (enough.getCount() == 0) {
            terminal.err()
                    .println(
                            "bascule attach: ended before PID " + pid + " answered; the agent may be in it, watching.");
            System.exit(status);
        }
        enough.countDown();
    }

    private void watch(Journals journals) throws Exception {
        try (ProgressLine progress = new ProgressLine(terminal)) {
            progress.now("joining PID " + pid);
            Path jar = AgentJar.path();
            List<String> lines = watching.lines();
            String self = "attacher=" + ProcessHandle.current().pid();
            lines.addAll(List.of("running", self));
            try (Target target = Target.attach(requireNonNull(pid))) {
                target.tell(jar, journals.options("begin", lines));
                requireWatched(journals);
                tellIfJoined(journals);
                try {
                    await(journals, target, time == null ? USUAL : time, progress);
                } finally {
                    target.tell(jar, journals.options("leave", List.of("leave", self)));
                }
            }
        }
    }

    private void tellIfJoined(Journals journals) {
        if (journals.isJoined(requireNonNull(pid))) {
            terminal.err()
                    .println("bascule attach: PID " + pid
                            + " is watched already: told is what that watch has seen since it"
                            + " began, with its catalogue and threshold.");
        }
    }

    private void requireWatched(Journals journals) throws CommandFailedException {
        long process = requireNonNull(pid);
        if (!journals.isWatched(process)) {
            throw new CommandFailedException(
                    "the agent did not start in PID " + process + "; its standard error says why.");
        }
    }

    /** Until the time is over, the program is, somebody presses Ctrl-C, or the cause of a hang is known. */
    private void await(Journals journals, Target target, Duration span, ProgressLine progress) throws Exception {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end && target.isAlive() && !(time == null && hasHang(journals))) {
            progress.now("watching PID " + pid + ", " + (end - System.nanoTime()) / 1_000_000_000 + " s left");
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (enough.await(Math.min(LOOK_MILLIS, Math.max(1, left)), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean hasHang(Journals journals) throws CommandFailedException, InvalidFileException {
        for (JournalReader.Contents journal : journals.read(new ArrayList<>())) {
            if (ObservedReport.told(journal).stream().anyMatch(told -> told.hang() != null)) {
                return true;
            }
        }
        return false;
    }

    private int report(Journals journals, Watching.Lens lens) throws Exception {
        List<String> problems = new ArrayList<>();
        List<JournalReader.Contents> read = journals.read(problems);
        if (read.isEmpty()) {
            throw new CommandFailedException("the journal of PID " + pid + " is not there"
                    + (problems.isEmpty() ? ": it ended while another one watched it." : ": " + problems));
        }
        Report report = lens.report(read);
        output.write(report, terminal, List.of());
        return Output.exitCode(report);
    }
}
