package dev.bascule.proof;

import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Work;
import dev.bascule.proof.Program.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What comes from outside of a program: the ends of promises of nobody's, of timers, of limited waits, of holds by token and
 * of queued calls.
 */
final class Outside {
    private static final int CANCELLED_ONE_IN = 3;

    private final Controller controller;
    private final Random random;

    Outside(Controller controller, Random random) {
        this.controller = controller;
        this.random = random;
    }

    /** What may happen now. */
    List<Runnable> actions() {
        List<Runnable> all = new ArrayList<>();
        for (int slot = 0; slot < controller.program.cells.size(); slot++) {
            Cell cell = controller.program.cells.get(slot);
            String name = " slot " + slot;
            if (cell.model != null && !cell.model.isDone()) {
                Work queued = slot % CANCELLED_ONE_IN == 0 ? queuedCall(cell) : null;
                if (queued != null) {
                    all.add(() -> cancel(cell, queued, name));
                } else if (cell.model.form == Form.FREE) {
                    all.add(() -> completeFromOutside(cell, name));
                } else if (cell.model.timer) {
                    all.add(() -> fireTimer(cell, name));
                }
            }
        }
        for (Actor actor : controller.program.actors) {
            controller.world.lines.values().stream()
                    .filter(line -> line.tokens.containsKey(actor.work) && !line.turns.isEmpty())
                    .forEach(line -> all.add(() -> closeTokens(actor, line)));
        }
        for (Actor actor : controller.tops()) {
            if (actor.work.state == State.WAITING && actor.work.timed) {
                all.add(() -> controller.interrupt(actor));
            }
        }
        return all;
    }

    private void closeTokens(Actor actor, Line line) {
        controller.log.add("outside closes the tokens of " + actor + " for " + line.supply);
        controller.world.closeTokens(actor.work, line);
        actor.closeTokens(line.supply);
    }

    private Work queuedCall(Cell cell) {
        return controller.world.works.stream()
                .filter(work ->
                        cell.op instanceof Script.Submit && work.stage == cell.model && work.state == State.QUEUED)
                .findFirst()
                .orElse(null);
    }

    private void cancel(Cell cell, Work queued, String name) {
        controller.log.add("outside cancels" + name);
        controller.world.drop(queued);
        cell.real.cancel(true);
    }

    private void completeFromOutside(Cell cell, String name) {
        boolean ok = random.nextInt(4) > 0;
        controller.log.add("outside completes" + name + (ok ? "" : " with a failure"));
        controller.world.complete(cell.model, Outcome.of(ok));
        if (ok) {
            cell.real.complete(null);
        } else {
            cell.real.completeExceptionally(new Actor.Scripted());
        }
    }

    private void fireTimer(Cell cell, String name) {
        controller.log.add("the timer ends" + name);
        controller.world.complete(cell.model, Outcome.FAILED);
        cell.real.cancel(true);
    }
}
