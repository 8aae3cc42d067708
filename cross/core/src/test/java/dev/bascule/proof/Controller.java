package dev.bascule.proof;

import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Work;
import dev.bascule.proof.Program.Cell;
import dev.bascule.proof.Program.Step;
import dev.bascule.proof.Script.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a script on real threads, one step at a time: all work stands at its gate until it is let through, and after each
 * step everything comes to rest, is compared with the world, and is judged by the {@link Judge}. What the system chooses
 * for itself (which queued work a worker takes, what a waiting loop runs) it tells by coming to a gate.
 */
final class Controller implements Program.Conductor {
    private static final int OUTSIDE_PERCENT = 12;

    private record Arrival(Actor actor, Throwable result) {}

    final Program program;
    final Follower follower;
    final World world;
    final List<String> log = new ArrayList<>();

    private final Random random;
    private final Judge judge;
    private final Outside outside;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Actor, List<Step>> released = new ConcurrentHashMap<>();

    /** What a program did after it was over: the harness has lost sight of something. */
    static final AtomicReference<String> late = new AtomicReference<>();

    private volatile boolean finished;
    private volatile boolean abandoned;

    // -- the controlling thread only --
    private final List<Arrival> early = new ArrayList<>();
    private final List<Actor> atGate = new ArrayList<>();
    private final Map<Thread, Actor> tops = new HashMap<>();
    private final Map<Actor, Actor> beneath = new HashMap<>();
    private final Map<Work, Actor> actors = new HashMap<>();
    private final Set<Actor> interrupted = new HashSet<>();
    private final Unrest unrest;

    Controller(Script script, long seed, boolean proves) {
        program = new Program(script, this);
        follower = new Follower(program);
        world = follower.world;
        random = new Random(seed);
        judge = new Judge(this, proves);
        outside = new Outside(this, random);
        unrest = new Unrest(this);
    }

    /** Runs the script to its end; throws an AssertionError if the system does what it must not. */
    void run() {
        program.begin();
        Patience threads = new Patience("threads begin");
        while (atGate.size()
                < program.actors.stream().filter(actor -> actor.piece.thread()).count()) {
            takeArrivals();
            threads.spin(() -> "");
        }
        do {
            settle();
            judge.judge();
        } while (step());
        checkOutcomes();
        if (!arrivals.isEmpty()) {
            throw new AssertionError("something begins after the end\n" + this);
        }
        if (world.stages.stream().allMatch(Stage::isDone)) {
            finished = true;
            program.giveBack();
        } else {
            abandon(); // stages that wait for themselves, but nobody for them, need not be proven
        }
    }

    /** The script has gone wrong: lets go of all threads. */
    void abandon() {
        abandoned = true;
        program.abandon();
        for (Cell cell :
                program.cells) { // so that threads which wait for ever go, and their promises are nobody's concern
            CompletableFuture<Object> real = cell.real;
            if (real != null && !real.isDone()) {
                real.cancel(true);
            }
        }
    }

    // -- the actors' side --

    @Override
    public List<Step> next(Actor actor, Throwable result) {
        if (finished) {
            late.compareAndSet(null, actor + " goes on after the end\n" + this + program.script);
            throw new Actor.Scripted();
        }
        arrivals.add(new Arrival(actor, result));
        List<Step> steps = released.remove(actor);
        while (steps == null) {
            if (abandoned) {
                throw leaving(actor);
            }
            LockSupport.park(this);
            steps = released.remove(actor);
        }
        return steps;
    }

    /** A thread that owns promises would be watched over by the library for as long as it lives. */
    private static Actor.Scripted leaving(Actor actor) {
        if (actor.piece.thread()) {
            actor.keepPromises();
        }
        return new Actor.Scripted();
    }

    // -- steps --

    /** Lets something happen; false if all is over. */
    private boolean step() {
        world.newcomer = null;
        List<Runnable> events = outside.actions();
        if (!events.isEmpty() && (atGate.isEmpty() || random.nextInt(100) < OUTSIDE_PERCENT)) {
            events.get(random.nextInt(events.size())).run();
            return true;
        }
        if (!atGate.isEmpty()) {
            release(atGate.remove(random.nextInt(atGate.size())));
            return true;
        }
        Patience patience = new Patience("everything waits, but not in vain");
        while (world.works.stream().anyMatch(this::isAlive)) {
            if (takeArrivals()) {
                return true;
            }
            if (!judge.proves() && patience.isOver(20)) {
                throw new CutShort();
            }
            patience.spin(this::toString);
        }
        return false;
    }

    /**
     * The program cannot be followed any further. With the proof: a call was a victim, see the judge. Without: a waiting
     * loop failed to see that its own held-back work is what it waits for.
     */
    static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean isAlive(Work work) {
        return work.state == State.QUEUED || work.state == State.WAITING;
    }

    private void release(Actor actor) {
        List<Step> steps = new ArrayList<>();
        while (steps.isEmpty() || isQuiet(steps.get(steps.size() - 1).op())) {
            Step step = nextStep(actor);
            if (step == null) {
                break;
            }
            log.add(actor + "  " + step.op() + (step.first() < 0 ? "" : " on " + step.first()));
            follower.apply(actor, step);
            actors.put(program.actors.get(actor.piece.id()).work, actor);
            steps.add(step);
        }
        if (steps.isEmpty()) {
            log.add(actor + "  ends");
            follower.end(actor);
            leaveThread(actor);
        }
        released.put(actor, steps);
        unrest.begins(actor);
        LockSupport.unpark(actor.thread);
    }

    /** What concerns nobody else needs no gate of its own; but how an ANY stage ends must be known before it is used. */
    private static boolean isQuiet(Op op) {
        boolean all = op instanceof Script.Combine combine && combine.all();
        return op instanceof Script.Promise || op instanceof Script.Apply || all;
    }

    private Step nextStep(Actor actor) {
        while (actor.next < actor.piece.ops().size()) {
            Step step = program.resolve(actor, actor.piece.ops().get(actor.next++));
            if (step != null) {
                return step;
            }
        }
        int left = actor.piece.forgets() && judge.proves() ? -1 : actor.firstOwned();
        return left < 0 ? null : new Step(new Script.Complete(true), left, -1);
    }

    private void leaveThread(Actor actor) {
        Actor below = beneath.get(actor);
        if (below == null) {
            tops.remove(actor.thread);
        } else {
            tops.put(actor.thread, below);
        }
    }

    // -- for the judge, and for what comes from outside --

    boolean isAtGate(Actor actor) {
        return atGate.contains(actor);
    }

    /** Whether it has taken notice of being let through its gate. */
    boolean hasPassed(Actor actor) {
        return !released.containsKey(actor);
    }

    boolean hasVictims() {
        return judge.hasVictims();
    }

    /** Ends the wait of an actor that is the top of its thread. */
    void interrupt(Actor actor) {
        log.add(actor + " is interrupted");
        world.resume(actor.work);
        interrupted.add(actor);
        actor.thread.interrupt();
    }

    Collection<Actor> tops() {
        return tops.values();
    }

    // -- coming to rest --

    /** Takes what has come to its gate; false if nothing has. */
    boolean takeArrivals() {
        arrivals.addAll(early);
        int before = early.size();
        early.clear();
        boolean any = false;
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            follower.decideAny(); // the work may be the function of such a stage
            State state = arrival.actor().work.state;
            if (state == State.LATER || state == State.OVER) {
                early.add(arrival); // the function of a stage whose input was failed by a proof, not judged yet
            } else {
                any = true;
                arrive(arrival.actor(), arrival.result());
            }
        }
        return any || early.size() != before;
    }

    private void arrive(Actor actor, Throwable result) {
        interrupted.remove(actor);
        actors.put(actor.work, actor);
        if (actor.work.state == State.QUEUED) {
            Actor below = tops.put(actor.thread, actor);
            log.add("  " + actor + " begins" + (below == null ? "" : " on top of " + below));
            world.start(actor.work, below == null ? null : below.work);
            if (below != null) {
                beneath.put(actor, below);
            }
        } else if (actor.piece.thread()) {
            tops.put(actor.thread, actor);
        }
        if (result != null) {
            log.add("  " + actor + " gets "
                    + result.toString().lines().findFirst().orElse(""));
        }
        if (actor.work.state == State.WAITING && result == null) {
            world.overtakes(actor.work);
        }
        if (actor.work.state == State.WAITING) {
            judge.returned(actor, result);
        }
        atGate.add(actor);
    }

    /** Waits until everything that must happen by itself has happened. */
    void settle() {
        Patience patience = new Patience("what must happen by itself does not");
        boolean quiet = false;
        while (!quiet) {
            boolean any = takeArrivals();
            boolean undecided = follower.decideAny();
            String unrest = unrest();
            quiet = !any && !undecided && unrest == null && arrivals.isEmpty();
            if (!quiet) {
                patience.spin(() -> unrest + "\n" + this + threads());
            }
        }
    }

    private String unrest() {
        String moving = unrest.movement();
        if (moving != null) {
            return moving;
        }
        if (!arrivals.isEmpty() || !interrupted.isEmpty()) {
            return "somebody comes to a gate, or should: " + interrupted;
        }
        judge.findStages();
        if (!early.isEmpty() && !judge.hasVictims()) {
            return early.get(0).actor() + " has begun, but is not queued";
        }
        return unrest.difference();
    }

    int knots() {
        return judge.knots;
    }

    // -- for the judge --

    Actor top(Work work) {
        Actor actor = actors.get(work);
        return actor != null && tops.get(actor.thread) == actor ? actor : null;
    }

    private void checkOutcomes() {
        for (Cell cell : program.cells) {
            Stage model = cell.model;
            if (model != null && model.isDone()) {
                boolean failed = cell.real.isCompletedExceptionally();
                if (failed != (model.outcome == Outcome.FAILED)) {
                    throw new AssertionError(cell.op + " ended otherwise than expected: " + cell.real + "\n" + this);
                }
            }
        }
    }

    /** Where the threads are that hold the program up. */
    private String threads() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            String name = each.getKey().getName();
            if (name.matches("(bascule|pool|thread-).*") && isOfInterest(each.getValue())) {
                text.append(name).append(' ').append(each.getKey().getState()).append('\n');
                for (StackTraceElement frame : each.getValue()) {
                    text.append("    ").append(frame).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static boolean isOfInterest(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("dev.bascule"));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("schedule:\n");
        log.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("now:\n");
        for (Actor actor : program.actors) {
            Work work = actor.work;
            if (work != null && work.state != State.OVER) {
                text.append("  ")
                        .append(actor)
                        .append(' ')
                        .append(work)
                        .append(' ')
                        .append(work.state);
                text.append(work.awaited == null ? "" : " for " + work.awaited + (work.timed ? " limited" : ""));
                text.append(atGate.contains(actor) ? " at gate" : "").append('\n');
            }
        }
        return text.toString();
    }
}
