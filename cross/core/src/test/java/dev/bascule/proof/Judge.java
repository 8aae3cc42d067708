package dev.bascule.proof;

import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Work;
import dev.bascule.proof.Program.Cell;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Compares the proofs that the system gives with what the {@link Oracle} says. A victim is a wait that was refused, or a
 * stage that was failed, as part of a proven hang. There must be a victim exactly when some wait is hopeless, and each
 * one's removal must leave the next one hopeless: one victim for each knot.
 */
final class Judge {
    private static final Set<RuleId> PROOFS = EnumSet.of(RuleId.BSC001, RuleId.BSC002, RuleId.BSC003);

    /** Either a wait or a stage. */
    private record Victim(Actor actor, Stage stage) {
        boolean isHopeless(World world) {
            return Oracle.isUnreachable(world, stage);
        }

        boolean isCall() {
            return actor == null && stage.form == Form.WORK && stage.inner != null;
        }

        void remove(World world) {
            if (actor != null) {
                world.resume(actor.work);
            } else {
                world.complete(stage, Outcome.FAILED);
            }
        }
    }

    private final Controller controller;
    private final World world;
    private final boolean proves;
    private final Set<Victim> victims = new LinkedHashSet<>();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Actor> unexplained = new ArrayList<>();

    int knots;

    Judge(Controller controller, boolean proves) {
        this.controller = controller;
        this.world = controller.world;
        this.proves = proves;
    }

    boolean proves() {
        return proves;
    }

    boolean hasVictims() {
        return !victims.isEmpty();
    }

    // -- what the system says --

    /** A wait has ended, with this exception or with none. */
    void returned(Actor actor, Throwable result) {
        Work work = actor.work;
        if (isProof(result)) {
            victims.add(new Victim(actor, work.awaited));
        } else if (work.awaited.isDone()) {
            world.resume(work);
        } else {
            unexplained.add(actor);
        }
    }

    /** Looks for stages that were failed by a proof, and not by another stage; to be asked when nothing moves. */
    void findStages() {
        Map<Throwable, List<Stage>> failed = new IdentityHashMap<>();
        for (Cell cell : controller.program.cells) {
            if (cell.model != null && !cell.model.isDone() && cell.real != null && cell.real.isDone()) {
                Throwable failure = failure(cell.real);
                if (isProof(failure) && !seen.contains(failure)) {
                    failed.computeIfAbsent(failure, any -> new ArrayList<>()).add(cell.model);
                }
            }
        }
        failed.forEach((failure, stages) -> {
            seen.add(failure); // what follows from it may come later, and is no other victim
            victims.add(new Victim(null, origin(stages)));
        });
    }

    /** The one from which all others follow; in a ring of stages that end as each other do, any of them will do. */
    private Stage origin(List<Stage> failed) {
        return Collections.max(failed, Comparator.comparingLong(stage -> following(stage, failed)));
    }

    private long following(Stage first, List<Stage> failed) {
        World.Memory before = world.remember();
        world.anyIsDecidedOutside = false;
        world.complete(first, Outcome.FAILED);
        world.anyIsDecidedOutside = true;
        long following = failed.stream().filter(Stage::isDone).count();
        world.recall(before);
        return following;
    }

    private static boolean isProof(Throwable failure) {
        return failure instanceof CrossingException crossing && PROOFS.contains(crossing.rule());
    }

    private static Throwable failure(CompletableFuture<?> done) {
        if (!done.isCompletedExceptionally()) {
            return null;
        }
        Throwable failure = done.handle((value, thrown) -> thrown).getNow(null);
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    // -- the judgement --

    /** Returns when the system has proven all that it must, and nothing else. */
    void judge() {
        Patience patience = new Patience("MISSED PROOF");
        Patience calm = new Patience("");
        while (true) {
            if (!victims.isEmpty()) {
                removeVictims();
                controller.settle();
            }
            if (!proves) {
                explain();
            }
            List<Work> hopeless = due();
            if (hopeless.isEmpty() && victims.isEmpty()) {
                break;
            }
            if (victims.isEmpty() && !proves) {
                if (calm.isOver(2)) { // a loop may still be about to run something on top
                    breakKnot(hopeless);
                    calm = new Patience("");
                }
            } else if (victims.isEmpty()) {
                patience.spin(() -> "hopeless are " + hopeless + "\n" + controller);
            }
            controller.settle();
        }
        explain();
    }

    /**
     * The hopeless waits that must be proven now. One beneath a frame that can go on is looked at when this has returned,
     * since a waiting loop runs relevant work first; whoever depends on it can wait for that.
     */
    private List<Work> due() {
        List<Work> hopeless = Oracle.hopeless(world);
        List<Work> postponed =
                hopeless.stream().filter(work -> isBeneathOther(work, hopeless)).toList();
        if (postponed.isEmpty()) {
            return hopeless;
        }
        World.Memory before = world.remember();
        postponed.forEach(world::resume);
        List<Work> due = Oracle.hopeless(world);
        world.recall(before);
        return due;
    }

    private boolean isBeneathOther(Work work, List<Work> hopeless) {
        return world.works.stream()
                .anyMatch(above -> above.isOnThread() && !hopeless.contains(above) && world.isOver(above, work));
    }

    private void removeVictims() {
        List<Victim> left = new ArrayList<>(victims);
        while (!left.isEmpty()) {
            Victim next = left.stream()
                    .filter(victim -> victim.isHopeless(world) && leavesHopeless(victim, left))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                throw new AssertionError("FALSE PROOF, or more than one victim of a knot: " + left + "\n" + controller);
            }
            knots++;
            left.remove(next);
            next.remove(world);
        }
        victims.clear();
    }

    /** Whether all other victims are still justified when this one was the first. */
    private boolean leavesHopeless(Victim first, List<Victim> all) {
        if (all.size() == 1) {
            return true;
        }
        World.Memory before = world.remember();
        first.remove(world);
        boolean all2 = all.stream().allMatch(other -> other == first || other.isHopeless(world));
        world.recall(before);
        return all2;
    }

    /** In place of a proof: one of the waits is interrupted. */
    private void breakKnot(List<Work> hopeless) {
        Actor actor = hopeless.stream()
                .map(controller::top)
                .filter(top -> top != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no top among " + hopeless + "\n" + controller));
        knots++;
        controller.interrupt(actor);
    }

    private void explain() {
        for (Actor actor : unexplained) {
            boolean lateInterrupt = !proves; // meant for a wait that the system refused by itself meanwhile
            if (actor.work.state == State.WAITING && !actor.work.awaited.isDone() && !lateInterrupt) {
                throw new AssertionError(actor + " returned from a wait for what is not done\n" + controller);
            }
            world.resume(actor.work);
        }
        unexplained.clear();
    }
}
