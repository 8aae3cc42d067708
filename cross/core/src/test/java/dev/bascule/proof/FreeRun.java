package dev.bascule.proof;

import dev.bascule.Bridge;
import dev.bascule.hang.Hang;
import dev.bascule.internal.Knots;
import dev.bascule.proof.Program.Cell;
import dev.bascule.proof.Program.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Runs scripts without any control, in a JVM where proofs are only reported ({@code -Dbascule.proof=report}). Then the
 * end is the oracle: if everything ended, nothing may have been proven; if something hangs for good, that must have been.
 */
final class FreeRun implements Program.Conductor {
    private static final long CALM_MILLIS = 3;
    private static final long LATE_NANOS = 50_000_000;
    /** As a message names the places that {@link Venue} has opened. */
    private static final Pattern PLACE_NAME = Pattern.compile("'((?:loop|offload\\d|pool\\d)-\\d+)'");

    private static volatile Set<String> names = Set.of();
    private static volatile Program current;
    private static final Queue<Hang> PROVEN = new ConcurrentLinkedQueue<>();

    private static volatile long firstProof;
    private static final AtomicLong RETRACTED = new AtomicLong();

    private final Program program;
    private final Set<Actor> begun = ConcurrentHashMap.newKeySet();
    private final Set<Actor> ended = ConcurrentHashMap.newKeySet();
    private final AtomicLong progress = new AtomicLong();
    private volatile boolean abandoned;

    private FreeRun(Script script) {
        program = new Program(script, this);
    }

    /** First seed and count; exit code 1 and a message if the system is wrong. With "survey" it goes on after failures. */
    public static void main(String[] args) {
        Bridge.onHang(hang -> {
            if (hang.kind() == Hang.Kind.PROVEN && !isOfAnEarlierProgram(hang)) {
                if (PROVEN.isEmpty()) {
                    firstProof = System.nanoTime();
                }
                PROVEN.add(hang);
            } else if (hang.kind() == Hang.Kind.RETRACTED) {
                RETRACTED.incrementAndGet();
            }
        });
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        long hangs = 0;
        long failed = 0;
        for (long seed = first; seed < first + count; seed++) {
            Script script = Generator.script(seed).interruptible();
            FreeRun run = new FreeRun(script);
            names = run.program.venueNames();
            current = run.program;
            PROVEN.clear();
            RETRACTED.set(0);
            try {
                hangs += run.hangs() ? 1 : 0;
            } catch (AssertionError wrong) {
                System.out.println("topology " + seed + ": " + wrong.getMessage() + "\nscript: " + script);
                if (args.length < 3) {
                    System.exit(1);
                }
                failed++;
            }
        }
        System.out.println(count + " topologies ran freely, " + hangs + " of them into a hang that was proven"
                + (failed == 0 ? "" : ", and " + failed + " failed"));
        System.exit(failed == 0 ? 0 : 1);
    }

    /**
     * A thread of a program that was abandoned may be late to find out. Such a program's places are not used again; and a
     * stage that needs no place and no thread came to depend on itself when its function returned, on this thread.
     */
    private static boolean isOfAnEarlierProgram(Hang hang) {
        List<String> places = PLACE_NAME
                .matcher(hang.message())
                .results()
                .map(place -> place.group(1))
                .toList();
        return places.isEmpty() && !isOfWaits(hang) ? Actor.COMPOSES_FOR.get() != current : !names.containsAll(places);
    }

    // -- the actors' side --

    @Override
    public List<Step> next(Actor actor, Throwable result) {
        begun.add(actor);
        progress.incrementAndGet();
        if (abandoned) {
            ended.add(actor);
            throw new Actor.Scripted();
        }
        while (actor.next < actor.piece.ops().size()) {
            Step step = program.resolve(actor, actor.piece.ops().get(actor.next++));
            if (step != null) {
                return List.of(step);
            }
        }
        int left = actor.piece.forgets() ? -1 : actor.firstOwned();
        if (left >= 0) {
            return List.of(new Step(new Script.Complete(true), left, -1));
        }
        actor.returned = actor.piece.ok() ? program.firstFilled(actor.piece.returns()) : -1;
        ended.add(actor);
        return List.of();
    }

    // -- the observer's side --

    /** Runs to the end; true if that was a proven hang. */
    private boolean hangs() {
        program.begin();
        Patience patience = new Patience("MISSED PROOF: it hangs, and nothing was proven");
        while (!isOver()) {
            if (isCalm() && !actFromOutside()) {
                if (!PROVEN.isEmpty() || begun.size() == ended.size()) {
                    boolean proven = !PROVEN.isEmpty();
                    checkOnce();
                    abandon();
                    return proven;
                }
                patience.spin(this::toString);
            }
        }
        if (!PROVEN.isEmpty() && !hasLateTimer()) {
            throw new AssertionError("FALSE PROOF: it ended, but was proven to hang: " + PROVEN.peek());
        }
        program.giveBack();
        return false;
    }

    /** Each report of waits has marked one wait, and no two of those may be in the same knot. */
    private void checkOnce() {
        Set<Thread> threads = program.tops.keySet();
        String twice = Knots.toldTwice(threads);
        long ofWaits = PROVEN.stream().filter(FreeRun::isOfWaits).count();
        if (ofWaits > Knots.told(threads).size() + RETRACTED.get()) {
            twice = Knots.told(threads) + " are all";
        }
        if (twice != null) {
            throw new AssertionError("REPORTED TWICE: " + twice + "\n" + List.copyOf(PROVEN));
        }
    }

    private static boolean isOfWaits(Hang hang) {
        return hang.links().stream().anyMatch(link -> link.startsWith("thread "));
    }

    /** Whether a timer may have been set after a proof; what that ends was no false one. */
    private boolean hasLateTimer() {
        return program.cells.stream().anyMatch(cell -> cell.timedAt - firstProof > -LATE_NANOS && cell.timed);
    }

    private boolean isOver() {
        return begun.size() == ended.size()
                && program.actors.stream().allMatch(actor -> !actor.piece.thread() || ended.contains(actor))
                && program.cells.stream().allMatch(cell -> cell.real == null || cell.real.isDone());
    }

    /** Whether nothing has moved for a while, and all who have not ended wait. */
    private boolean isCalm() {
        long before = progress.get();
        Patience calm = new Patience("");
        while (!calm.isOver(CALM_MILLIS)) {
            if (isOver() || progress.get() != before) {
                return false;
            }
            Thread.yield();
        }
        return begun.stream().allMatch(actor -> ended.contains(actor) || actor.hasParked());
    }

    /** Does one thing that the outside can do; false if there is none left. */
    private boolean actFromOutside() {
        for (Cell cell : program.cells) {
            CompletableFuture<Object> real = cell.real;
            boolean free = cell.op instanceof Script.Promise promise && promise.kind() != Script.Promised.OWNED;
            if (real != null && !real.isDone() && free) {
                return real.complete(null);
            } else if (real != null && !real.isDone() && cell.timed) {
                return real.cancel(true);
            }
        }
        for (Actor actor : begun) {
            Actor.Token token = actor.tokens.poll();
            if (token != null) {
                token.hold().close();
                return true;
            }
            if (program.tops.get(actor.thread) == actor
                    && actor.hasParked()
                    && actor.limited
                    && !actor.wasInterrupted) {
                actor.wasInterrupted = true;
                actor.thread.interrupt();
                return true;
            }
        }
        return false;
    }

    private void abandon() {
        abandoned = true;
        program.abandon();
        Patience patience = new Patience("");
        while (begun.size() != ended.size() && !patience.isOver(1_000)) {
            Thread.yield();
        }
    }

    @Override
    public String toString() {
        List<Actor> open = new ArrayList<>(begun);
        open.removeAll(ended);
        return "waiting are " + open;
    }
}
