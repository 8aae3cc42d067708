package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import dev.bascule.inspect.agent.hang.ThreadNames;
import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees loops that are held by computation: the thread runs, has made no turn for long, and has used a processor meanwhile,
 * as an idle selector has not. The stack is sampled meanwhile; the innermost method of the application that was in
 * most samples is blamed. One thread.
 */
final class Stalls {
    private static final long SAMPLED_NANOS = 50_000_000;
    private static final long STALL_NANOS = 100_000_000;
    private static final int MOST_SAMPLES = 50;

    /** Of the samples. */
    private static final double MOST = 0.8;

    /** Of the time: little, since other threads may want the processors too, but more than a thread has that waits. */
    private static final double BUSY = 0.1;

    /** So much is computed at least: what takes long only since the machine is overloaded is no computation. */
    private static final long COMPUTED_NANOS = 40_000_000;

    private final Function<Thread, List<Frame>> frames;
    private final Supplier<@Nullable Verdict> verdicts;
    private final Set<String> turning;
    private final Consumer<Report.Told> listener;
    private final OwnLoops own;
    private final ByThread<Turn> turns = new ByThread<>();
    private final Map<String, Report.Told> known = new HashMap<>();

    /** With what time those have been told, by fingerprint: there is no room to tell of each stall. */
    private final Map<String, Long> times = new HashMap<>();

    private final Queue<Map.Entry<String, Turn>> ended = new ArrayDeque<>();
    private @Nullable ThreadMXBean cpu;
    private long clock;

    /** One turn of a loop, as far as it was seen; times in nanoseconds. */
    private static final class Turn {
        private final long number;
        private final long began;
        private final List<List<Frame>> samples = new ArrayList<>();
        private long cpuWhenSampled = -1;
        private long busy;
        private long told;

        /** With what it was told. */
        private List<Frame> blamed = List.of();

        Turn(long number, long began) {
            this.number = number;
            this.began = began;
        }
    }

    /**
     * With what it needs.
     *
     * @param frames the stack of a thread
     * @param verdicts gives null as long as the catalogue is not read
     * @param turning types of which a method on the stack says that turns are seen there
     * @param listener told of each stall, and again when it has lasted twice as long
     */
    Stalls(
            Function<Thread, List<Frame>> frames,
            Supplier<@Nullable Verdict> verdicts,
            Set<String> turning,
            Consumer<Report.Told> listener) {
        this.frames = frames;
        this.verdicts = verdicts;
        this.turning = turning;
        this.listener = listener;
        this.own = new OwnLoops(frames, verdicts);
    }

    /** So much time has passed in which this JVM ran: without collections of garbage, and times in which all stood still. */
    void pass(long nanos) {
        clock += nanos;
    }

    /** Forgets threads that have ended. */
    void forget() {
        own.forget();
        turns.removeIf((thread, turn) -> {
            boolean hasEnded = !thread.isAlive();
            if (hasEnded) {
                end(thread, turn);
            }
            return hasEnded;
        });
    }

    /** Looks at a thread and its record. */
    void look(Thread thread, long[] record) {
        Turn turn = turns.get(thread);
        boolean runs = thread.getState() == State.RUNNABLE && record[Hook.DEPTH] == 0;
        if (!runs) {
            own.look(thread, record);
        }
        long number = own.turn(thread, record);
        if (turn == null || !runs || turn.number != number) {
            turns.put(thread, new Turn(number, clock));
            end(thread, turn);
        } else if (clock - turn.began >= SAMPLED_NANOS) {
            sample(thread, turn);
        }
    }

    /** Whether something was seen that waits for the catalogue. */
    boolean hasUntold() {
        return !ended.isEmpty() || turns.anyMatch(turn -> turn.busy > turn.told);
    }

    /** Nothing is looked at any more. */
    void end() {
        turns.forEach(this::end);
        known.forEach((fingerprint, told) -> {
            if (nanosOf(told) > times.getOrDefault(fingerprint, 0L)) {
                listener.accept(told);
            }
        });
    }

    private void end(Thread thread, @Nullable Turn turn) {
        if (turn != null && turn.busy > turn.told) {
            ended.add(Map.entry(ThreadNames.of(thread), turn));
        }
        for (Map.Entry<String, Turn> each = ended.peek(); each != null && verdicts.get() != null; each = ended.peek()) {
            ended.remove();
            tell(each.getKey(), each.getValue());
        }
    }

    private void sample(Thread thread, Turn turn) {
        long used = cpuTime(thread);
        if (turn.cpuWhenSampled < 0) {
            turn.cpuWhenSampled = used;
        }
        List<Frame> stack = turn.samples.size() < MOST_SAMPLES ? frames.apply(thread) : List.of();
        if (!stack.isEmpty()) {
            turn.samples.add(stack);
        }
        long lasted = clock - turn.began;
        long computed = used - turn.cpuWhenSampled;
        boolean isBusy = computed >= COMPUTED_NANOS && computed >= BUSY * (lasted - SAMPLED_NANOS);
        if (lasted >= STALL_NANOS && isBusy && hasTurns(turn)) {
            turn.busy = lasted;
        }
        boolean isNews = turn.busy > 0 && (turn.told == 0 || turn.busy >= 2 * turn.told);
        if (isNews && verdicts.get() != null) {
            tell(ThreadNames.of(thread), turn);
        }
    }

    /** Nanoseconds; 0 where nobody tells. Asked for late, since the bean takes some ten milliseconds. */
    private long cpuTime(Thread thread) {
        try {
            if (cpu == null) {
                cpu = ManagementFactory.getThreadMXBean();
            }
            return cpu.getThreadCpuTime(thread.getId());
        } catch (NoClassDefFoundError withoutManagement) {
            return 0;
        }
    }

    /** Of a loop whose turns are not seen, it is not known whether it makes any. */
    private boolean hasTurns(Turn turn) {
        return turn.number != 0
                || turn.samples.stream()
                        .limit(1)
                        .flatMap(List::stream)
                        .flatMap(frame -> frame.types().stream())
                        .anyMatch(turning::contains);
    }

    private void tell(String thread, Turn turn) {
        Verdict verdict = Objects.requireNonNull(verdicts.get());
        long more = turn.busy - turn.told;
        boolean isMuchMore = turn.blamed.isEmpty() || more >= turn.told;
        List<Frame> stack = isMuchMore ? blamed(turn, verdict) : turn.blamed;
        turn.told = turn.busy;
        if (stack.isEmpty()) {
            return;
        }
        boolean isSame = !turn.blamed.isEmpty() && stack.get(0).isOfSameName(turn.blamed.get(0));
        turn.blamed = stack;
        Instant now = Instant.now();
        tell(verdict.ofComputation(
                stack,
                new Evidence(
                        isSame ? 0 : 1,
                        more,
                        turn.busy,
                        now,
                        now,
                        List.of(thread),
                        stack.stream().map(Frame::text).toList())));
    }

    /** What most samples have in common; nothing if most are of what is done once only. */
    private static List<Frame> blamed(Turn turn, Verdict verdict) {
        List<List<Frame>> samples = turn.samples.stream()
                .filter(stack -> !FirstUse.isIn(stack, verdict::isApplication))
                .toList();
        return samples.size() < MOST * turn.samples.size()
                ? List.of()
                : Samples.common(samples, verdict::isApplication, MOST);
    }

    private void tell(Report.Told told) {
        Report.Told all = known.merge(told.fingerprint(), told, Report.Told::and);
        long before = times.getOrDefault(told.fingerprint(), 0L);
        if (nanosOf(all) >= 2 * before) {
            times.put(told.fingerprint(), nanosOf(all));
            listener.accept(all);
        }
    }

    private static long nanosOf(Report.Told told) {
        return Objects.requireNonNull(told.evidence()).totalNanos();
    }
}
