package dev.bascule.proof;

import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Program.Cell;
import java.util.HashSet;
import java.util.Set;

/** What is still to happen by itself after a step, before the real program and its world can be compared. */
final class Unrest {
    private final Controller controller;
    private final Program program;
    private final Set<Actor> moving = new HashSet<>();

    Unrest(Controller controller) {
        this.controller = controller;
        this.program = controller.program;
    }

    /** The actor was let through its gate: its thread moves, and may move on when the actor has ended. */
    void begins(Actor actor) {
        moving.add(actor);
    }

    /** A thread that still does something because of the last step, or null. */
    String movement() {
        moving.removeIf(actor -> controller.hasPassed(actor) && actor.isThreadAtRest());
        return moving.isEmpty() ? null : moving + " still move";
    }

    /** Where the program and the world differ, or null; to be asked when nothing moves. */
    String difference() {
        String waits = ofWaits();
        String stages = waits == null ? ofStages() : null;
        if (waits != null || stages != null) {
            return waits != null ? waits : stages;
        }
        return controller.hasVictims() ? null : ofPlaces(); // what follows from a victim may hold a worker already
    }

    private String ofStages() {
        for (Cell cell : program.cells) {
            Stage model = cell.model;
            boolean done = cell.real != null && cell.real.isDone();
            if (model != null && model.isDone() && !done) {
                return "a stage is not done: " + cell.op;
            }
            if (model != null && !model.isDone() && done && !controller.hasVictims()) {
                return "a stage is done, but should not be: " + cell.op;
            }
            if (model != null && model.inner != null && cell.op instanceof Script.Compose && !cell.ran) {
                return "a function has not run: " + cell.op;
            }
        }
        return null;
    }

    private String ofWaits() {
        for (Actor top : controller.tops()) {
            if (top.work.state == State.WAITING && !controller.isAtGate(top)) {
                if (top.work.awaited.isDone()) {
                    return top + " does not return from its wait";
                } else if (!top.hasParked()) {
                    return top + " has not parked";
                }
            }
        }
        return null;
    }

    private String ofPlaces() {
        return program.script.places().stream()
                .filter(place -> controller.world.hasQueued(place) && controller.world.freeWorkers(place) > 0)
                .map(place -> place + " leaves its work queued")
                .findFirst()
                .orElse(null);
    }
}
