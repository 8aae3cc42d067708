package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/** Takes from the events of a recording what counts. For one thread. */
final class Collector {
    private static final String JVM = "jdk.JVMInformation";
    private static final String LOSS = "jdk.DataLoss";
    private static final int MOST_KNOWN = 20_000;

    private final LoopThreads loops;
    private final Duration threshold;
    private final Settings settings;
    private final Frames frames = new Frames();
    private final Calls calls = new Calls();
    private final IdentityHashMap<RecordedStackTrace, Known> stacks = new IdentityHashMap<>();
    private String program = "";
    private Instant until = Instant.EPOCH;
    private long lost;
    private long withoutStack;
    private long withoutThread;
    private boolean tellsOfCalls;

    /** Of a stack, which the JDK gives as the same object for each event of a chunk that has it: by the kinds of events. */
    private static final class Known {
        private final boolean runsLoop;
        private final Map<String, Calls.Place> places = new HashMap<>(2);

        Known(boolean runsLoop) {
            this.runsLoop = runsLoop;
        }
    }

    /** Calls that took less than the threshold do not count. */
    Collector(LoopThreads loops, Duration threshold, Settings settings) {
        this.loops = loops;
        this.threshold = threshold;
        this.settings = settings;
    }

    void add(RecordedEvent event) {
        String name = event.getEventType().getName();
        EventKind kind = EventKind.ALL.get(name);
        if (kind != null) {
            tellsOfCalls = true;
            call(kind, event);
        } else if (name.equals(Settings.EVENT)) {
            settings.add(event);
        } else if (name.equals(JVM)) {
            program = program(event);
        } else if (name.equals(LOSS)) {
            lost += event.getLong("amount");
        }
        until = event.getEndTime();
    }

    /** Not all arguments, which may hold what is secret: the main class or jar. */
    private static String program(RecordedEvent jvm) {
        String arguments = jvm.getString("javaArguments");
        String main = arguments == null || arguments.isBlank()
                ? ""
                : " (" + arguments.strip().split("\\s+", 2)[0] + ")";
        return "PID " + jvm.getLong("pid") + main;
    }

    private void call(EventKind kind, RecordedEvent event) {
        if (event.getDuration().compareTo(threshold) < 0) {
            return;
        }
        RecordedThread thread = event.getThread();
        if (thread == null) {
            withoutThread++;
            return;
        }
        RecordedStackTrace stack = event.getStackTrace();
        boolean runsLoop = stack != null && known(stack).runsLoop;
        if (kind.virtual() || (!isVirtual(thread) && (runsLoop || loops.isNamed(thread.getJavaName())))) {
            if (stack == null) {
                withoutStack++;
            } else {
                place(kind, stack).add(evidence(event, thread));
            }
        }
    }

    private Known known(RecordedStackTrace stack) {
        if (stacks.size() >= MOST_KNOWN) {
            stacks.clear();
        }
        return stacks.computeIfAbsent(stack, it -> new Known(loops.areRunBy(it.getFrames())));
    }

    private Calls.Place place(EventKind kind, RecordedStackTrace stack) {
        return known(stack)
                .places
                .computeIfAbsent(
                        kind.event(),
                        it -> calls.at(
                                new Calls.Stack(frames.below(kind.call(), stack.getFrames()), stack.isTruncated())));
    }

    private static boolean isVirtual(RecordedThread thread) {
        return thread.hasField("virtual") && thread.getBoolean("virtual");
    }

    private static Evidence evidence(RecordedEvent event, RecordedThread thread) {
        long nanos = event.getDuration().toNanos();
        Instant end = event.getEndTime();
        return new Evidence(1, nanos, nanos, end, end, List.of(name(thread)), List.of());
    }

    private static String name(RecordedThread thread) {
        String name = thread.getJavaName();
        return name == null || name.isEmpty() ? "#" + thread.getJavaThreadId() : name;
    }

    Calls calls() {
        return calls;
    }

    Settings settings() {
        return settings;
    }

    /** The JVM that was recorded; empty if the recording does not tell. */
    String program() {
        return program;
    }

    /** When the last event that was read ended. */
    Instant until() {
        return until;
    }

    /** How many bytes of events the JVM could not write. */
    long lost() {
        return lost;
    }

    /** How many calls have no stack. */
    long withoutStack() {
        return withoutStack;
    }

    /** How many calls were made by nobody knows whom. */
    long withoutThread() {
        return withoutThread;
    }

    /** Whether there was any event that tells of a call that blocked, long enough or not, on any thread. */
    boolean tellsOfCalls() {
        return tellsOfCalls;
    }
}
