package dev.bascule.proof;

import dev.bascule.proof.Line.Share;
import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Sort;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Trigger;
import dev.bascule.proof.Model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An abstract program at one instant: who runs, who waits for what, what is queued, and who can complete what. It knows
 * nothing of the library but its axioms. Each method is one step of the program; what follows at once from a step (a
 * stage that depends on one that ended, a continuation that gets queued) is part of it.
 */
final class World {
    final List<Stage> stages = new ArrayList<>();
    final List<Work> works = new ArrayList<>();
    final Map<Supply, Line> lines = new LinkedHashMap<>();

    /** What the work waits for that came to a line in this step, if the system is free to serve it before the others. */
    Stage newcomer;

    /** Whether somebody else says how an ANY stage with an input that is done ends; by default the first one decides. */
    boolean anyIsDecidedOutside;

    // -- new things --

    Stage stage(Form form, List<Stage> inputs) {
        Stage stage = new Stage(stages.size(), form, inputs);
        stages.add(stage);
        return stage;
    }

    Stage derived(Form form, Stage... inputs) {
        Stage stage = stage(form, List.of(inputs));
        propagate();
        return stage;
    }

    Stage composed(Stage input, Supplier<Stage> function) {
        Stage stage = stage(Form.COMPOSE, List.of(input));
        stage.function = function;
        propagate();
        return stage;
    }

    Stage owned(Work owner) {
        Stage stage = stage(Form.OWNED, List.of());
        stage.owner = owner;
        return stage;
    }

    /** Work that runs on a plain thread. */
    Work thread() {
        return add(null, Trigger.AT_ONCE, null, null);
    }

    /** Work that is queued at the place. */
    Work submit(Place place) {
        return add(place, Trigger.AT_ONCE, null, stage(Form.WORK, List.of()));
    }

    /** Work that will be queued at the place when the input has ended. */
    Work after(Stage input, Trigger trigger, Place place) {
        Work work = add(place, trigger, input, stage(Form.WORK, List.of()));
        propagate();
        return work;
    }

    private Work add(Place place, Trigger trigger, Stage input, Stage stage) {
        Work work = new Work(works.size(), place, trigger, input, stage);
        works.add(work);
        return work;
    }

    // -- steps --

    /** The work takes so much of it, or begins to wait for that. */
    void take(Work work, Supply supply, int wanted, boolean timed) {
        take(new Share(line(supply), work, wanted, false), timed);
    }

    /** The same for a hold that anybody may close. */
    void takeByToken(Work work, Supply supply, int wanted, boolean timed) {
        take(new Share(line(supply), work, wanted, true), timed);
    }

    private Line line(Supply supply) {
        return lines.computeIfAbsent(supply, Line::new);
    }

    private void take(Share share, boolean timed) {
        Line line = share.line();
        if (line.servesAtOnce(share.wanted())) {
            line.give(share);
            return;
        }
        Stage turn = stage(Form.TURN, List.of());
        turn.share = share;
        line.turns.add(turn);
        await(share.work(), turn, timed);
        newcomer = line.supply.sort() == Sort.BARGING && share.wanted() <= line.free() ? turn : null;
    }

    /** Somebody closes what the work has by token. */
    void closeTokens(Work work, Line line) {
        line.tokens.remove(work);
        propagate();
    }

    /** The work goes on: if it came to a line in this step, it was served before those who wait there. */
    void overtakes(Work work) {
        if (newcomer != null && newcomer == work.awaited && !newcomer.isDone()) {
            newcomer.share.line().serve(newcomer);
        }
    }

    /** The work has ended, and with it its scopes. */
    void release(Work work) {
        lines.values().forEach(line -> line.takeBack(work));
        propagate();
    }

    /** Queued work begins, on a free worker or on top of work that waits there. */
    void start(Work work, Work under) {
        require(work.state == State.QUEUED, work, "begins, but was not queued");
        require(under != null || freeWorkers(work.place) > 0, work, "begins, but no worker is free");
        require(under == null || under.state == State.WAITING, work, "begins on top of work that does not wait");
        work.under = under;
        work.state = State.RUNNING;
    }

    void await(Work work, Stage stage, boolean timed) {
        require(work.state == State.RUNNING, work, "waits, but was not running");
        if (!stage.isDone()) {
            work.state = State.WAITING;
            work.awaited = stage;
            work.timed = timed;
        }
    }

    /** The wait is over, however it ended. */
    void resume(Work work) {
        Stage awaited = work.awaited;
        work.state = State.RUNNING;
        work.awaited = null;
        work.timed = false;
        if (awaited != null
                && awaited.share != null
                && awaited.share.line().turns.remove(awaited)) {
            propagate(); // it may have stood in the way of those behind it
        }
    }

    /** The work returns; with another stage if its own shall end as that one. What it still owns fails. */
    void end(Work work, boolean ok, Stage returned) {
        require(work.state == State.RUNNING, work, "ends, but was not running");
        work.state = State.OVER;
        release(work);
        failOwned(work);
        if (ok && returned != null) {
            work.stage.inner = returned;
        } else if (work.stage != null && !work.stage.isDone()) {
            work.stage.outcome = Outcome.of(ok);
        }
        propagate();
    }

    /** Queued work is taken away: its stage fails, and so does what it was to complete. */
    void drop(Work work) {
        require(work.state == State.QUEUED, work, "is dropped, but was not queued");
        work.state = State.OVER;
        work.stage.outcome = Outcome.FAILED;
        failOwned(work);
        propagate();
    }

    private void failOwned(Work work) {
        for (Stage stage : stages) {
            if (stage.owner == work && !stage.isDone()) {
                stage.outcome = Outcome.FAILED;
            }
        }
    }

    void complete(Stage stage, Outcome outcome) {
        if (!stage.isDone()) {
            stage.outcome = outcome;
            propagate();
        }
    }

    /** All that follows at once. */
    void propagate() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Stage stage : stages) {
                changed |= !stage.isDone() && follow(stage);
            }
            for (Work work : works) {
                changed |= work.trigger != Trigger.AT_ONCE && trigger(work);
            }
            for (Line line : lines.values()) {
                changed |= line.serve();
            }
        }
    }

    private boolean follow(Stage stage) {
        if (stage.form == Form.COMPOSE && stage.inner == null && stage.inputs.get(0).outcome == Outcome.OK) {
            stage.inner = stage.function.get();
            if (stage.inner == null) {
                stage.outcome = Outcome.OK;
                return true;
            }
        }
        stage.outcome = stage.inner != null ? stage.inner.outcome : ofInputs(stage);
        return stage.isDone();
    }

    private Outcome ofInputs(Stage stage) {
        return switch (stage.form) {
            case APPLY -> stage.inputs.get(0).outcome;
            case COMPOSE -> stage.inputs.get(0).outcome == Outcome.FAILED ? Outcome.FAILED : Outcome.PENDING;
            case ALL -> ofAll(stage.inputs);
            case ANY -> anyIsDecidedOutside ? Outcome.PENDING : ofFirst(stage.inputs);
            case WORK, FREE, OWNED, TURN -> Outcome.PENDING;
        };
    }

    private static Outcome ofAll(List<Stage> inputs) {
        if (!inputs.stream().allMatch(Stage::isDone)) {
            return Outcome.PENDING;
        }
        return Outcome.of(inputs.stream().allMatch(input -> input.outcome == Outcome.OK));
    }

    private static Outcome ofFirst(List<Stage> inputs) {
        return inputs.stream()
                .map(input -> input.outcome)
                .filter(Outcome::isDone)
                .findFirst()
                .orElse(Outcome.PENDING);
    }

    private static boolean trigger(Work work) {
        boolean queueable = work.state == State.LATER || work.state == State.QUEUED;
        if (queueable && work.stage.isDone()) {
            work.state = State.OVER; // nobody wants it any more: the function is skipped
            return true;
        }
        if (work.state != State.LATER || !work.input.isDone()) {
            return false;
        }
        if (work.trigger == Trigger.ON_SUCCESS && work.input.outcome == Outcome.FAILED) {
            work.state = State.OVER;
            work.stage.outcome = Outcome.FAILED;
        } else {
            work.state = State.QUEUED;
        }
        return true;
    }

    // -- questions --

    boolean isTop(Work work) {
        return work.isOnThread() && works.stream().noneMatch(other -> other.isOnThread() && other.under == work);
    }

    /** Whether one lies above the other on the same thread. */
    boolean isOver(Work above, Work below) {
        Work under = above.under;
        while (under != null && under != below) {
            under = under.under;
        }
        return under != null;
    }

    int freeWorkers(Place place) {
        long busy = works.stream()
                .filter(work -> work.isOnThread() && work.place == place && work.under == null)
                .count();
        return place.workers() - (int) busy;
    }

    boolean hasQueued(Place place) {
        return works.stream().anyMatch(work -> work.place == place && work.state == State.QUEUED);
    }

    private static void require(boolean holds, Work work, String complaint) {
        if (!holds) {
            throw new IllegalStateException(work + " " + complaint + "; it was " + work.state);
        }
    }

    // -- trying something and taking it back --

    /** All that steps change, except new things. */
    record Memory(List<Runnable> restore) {}

    Memory remember() {
        List<Runnable> restore = new ArrayList<>();
        for (Stage stage : stages) {
            Outcome outcome = stage.outcome;
            Stage inner = stage.inner;
            restore.add(() -> {
                stage.outcome = outcome;
                stage.inner = inner;
            });
        }
        for (Work work : works) {
            State state = work.state;
            Stage awaited = work.awaited;
            boolean timed = work.timed;
            restore.add(() -> {
                work.state = state;
                work.awaited = awaited;
                work.timed = timed;
            });
        }
        lines.values().forEach(line -> restore.add(line.remember()));
        return new Memory(restore);
    }

    void recall(Memory memory) {
        memory.restore().forEach(Runnable::run);
    }
}
