package dev.bascule.proof;

import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.Work;
import dev.bascule.proof.Program.Cell;
import dev.bascule.proof.Program.Step;
import java.util.List;

/** Keeps a {@link World} in step with a program: what each operation means there. */
final class Follower {
    final World world = new World();
    private final Program program;

    Follower(Program program) {
        this.program = program;
        world.anyIsDecidedOutside = true;
        for (Actor actor : program.actors) {
            if (actor.piece.thread()) {
                actor.work = world.thread();
            }
        }
    }

    /** The actor does this now. */
    void apply(Actor actor, Step step) {
        if (step.op() instanceof Script.Await await) {
            world.await(actor.work, stage(step.first()), await.how() == Script.How.LIMITED);
        } else if (step.op() instanceof Script.Take take) {
            take(actor.work, take);
        } else if (step.op() instanceof Script.Complete complete) {
            world.complete(stage(step.first()), Outcome.of(complete.ok()));
        } else if (step.op() instanceof Script.Timeout) {
            stage(step.first()).timer = true;
        } else {
            Stage made = make(actor, step);
            program.cells.get(step.op().slot()).model = made;
        }
    }

    private void take(Work work, Script.Take take) {
        boolean timed = take.how() == Script.How.LIMITED;
        if (take.byToken()) {
            world.takeByToken(work, take.supply(), take.wanted(), timed);
        } else {
            world.take(work, take.supply(), take.wanted(), timed);
        }
    }

    private Stage make(Actor actor, Step step) {
        if (step.op() instanceof Script.Submit submit) {
            return submit(actor, submit);
        } else if (step.op() instanceof Script.Promise promise) {
            return promise.kind() == Script.Promised.OWNED
                    ? world.owned(actor.work)
                    : world.stage(Form.FREE, List.of());
        } else if (step.op() instanceof Script.Combine combine) {
            return world.derived(combine.all() ? Form.ALL : Form.ANY, stage(step.first()), stage(step.second()));
        } else if (step.op() instanceof Script.ThenAsync then) {
            Work function = world.after(stage(step.first()), then.trigger(), then.place());
            program.actors.get(then.piece()).work = function;
            return function.stage;
        } else if (step.op() instanceof Script.Compose compose) {
            return world.composed(stage(step.first()), () -> inner(compose));
        }
        return world.derived(Form.APPLY, stage(step.first()));
    }

    private Stage submit(Actor actor, Script.Submit submit) {
        Work work = world.submit(submit.place());
        program.actors.get(submit.piece()).work = work;
        if (submit.handsOff()) {
            for (Stage stage : world.stages) {
                if (stage.owner == actor.work && !stage.isDone()) {
                    stage.owner = work;
                }
            }
        }
        return work.stage;
    }

    private Stage inner(Script.Compose compose) {
        int slot = program.firstFilled(compose.inner());
        return slot < 0 ? null : stage(slot);
    }

    /** The actor returns; what it returns is chosen now. */
    void end(Actor actor) {
        actor.returned = actor.piece.ok() ? program.firstFilled(actor.piece.returns()) : -1;
        if (actor.work.place != null) {
            Stage returned = actor.returned < 0 ? null : stage(actor.returned);
            world.end(actor.work, actor.piece.ok(), returned);
        } else {
            world.release(actor.work);
        }
    }

    private Stage stage(int slot) {
        return program.cells.get(slot).model;
    }

    /**
     * The real stages say how those of the ANY form end, since that depends on the order of what happens in a step. True
     * if one of them did, or is about to.
     */
    boolean decideAny() {
        boolean moving = false;
        for (Cell cell : program.cells) {
            Stage stage = cell.model;
            if (stage != null
                    && stage.form == Form.ANY
                    && !stage.isDone()
                    && stage.inputs.stream().anyMatch(Stage::isDone)) {
                if (cell.real != null && cell.real.isDone()) {
                    world.complete(stage, Outcome.of(!cell.real.isCompletedExceptionally()));
                }
                moving = true; // or others may follow from it
            }
        }
        return moving;
    }
}
