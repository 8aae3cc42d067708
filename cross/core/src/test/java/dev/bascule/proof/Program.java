package dev.bascule.proof;

import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Script.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A script as it runs: its slots, its places, and its work. */
final class Program {
    /** A slot. The model is there only when somebody follows the program in a {@link World}. */
    static final class Cell {
        /** What fills it. */
        Op op;

        /** Whether a timer was set. */
        volatile boolean timed;

        /** When that was. */
        volatile long timedAt;

        /** Whether the function of a composed stage has run, which may be a little later than its input ended. */
        volatile boolean ran;

        volatile Stage model;
        volatile CompletableFuture<Object> real;
    }

    /** An operation whose slots have been chosen; -1 for none. */
    record Step(Op op, int first, int second) {}

    /** Says when a piece of work may go on, and with what. */
    interface Conductor {
        /** Called before each step, and first of all; null or the exception of the last wait. Empty: it shall end. */
        List<Step> next(Actor actor, Throwable result);
    }

    final Script script;
    final Conductor conductor;
    final List<Cell> cells = new ArrayList<>();
    final List<Actor> actors = new ArrayList<>();

    /** The innermost work of each thread. */
    final Map<Thread, Actor> tops = new ConcurrentHashMap<>();

    private final Map<Supply, Keeper> keepers = new ConcurrentHashMap<>();
    private final Map<Place, Venue> venues = new ConcurrentHashMap<>();

    Program(Script script, Conductor conductor) {
        this.script = script;
        this.conductor = conductor;
        for (int i = script.slots(); i > 0; i--) {
            cells.add(new Cell());
        }
        script.pieces().stream()
                .flatMap(piece -> piece.ops().stream())
                .filter(op -> op.slot() >= 0)
                .forEach(op -> cells.get(op.slot()).op = op);
        script.pieces().forEach(piece -> actors.add(new Actor(this, piece)));
        script.places().forEach(place -> venues.put(place, Venue.borrow(place)));
    }

    /** The first of the slots that is filled, or -1. */
    int firstFilled(List<Integer> slots) {
        return first(slots, op -> true);
    }

    private int first(List<Integer> slots, Predicate<Op> by) {
        for (int slot : slots) {
            if (slot < cells.size()) {
                Cell cell = cells.get(slot);
                if ((cell.model != null || cell.real != null) && by.test(cell.op)) {
                    return slot;
                }
            }
        }
        return -1;
    }

    /** A stage of the library's: what is made of one of the JDK's is the JDK's too. */
    private int firstGuarded(List<Integer> slots) {
        return first(slots, Program::isGuarded);
    }

    boolean isGuarded(int slot) {
        return isGuarded(cells.get(slot).op);
    }

    private static boolean isGuarded(Op op) {
        return !(op instanceof Script.Promise promise && promise.kind() == Script.Promised.PLAIN);
    }

    /** A stage that cancelling does not take away from any work or owner. */
    private int firstDerived(List<Integer> slots) {
        return first(slots, op -> !(op instanceof Script.Promise) && !(op instanceof Script.Submit));
    }

    CompletableFuture<Object> real(int slot) {
        return cells.get(slot).real;
    }

    Venue venue(Place place) {
        return venues.get(place);
    }

    Keeper keeper(Supply supply) {
        return keepers.computeIfAbsent(supply, Keeper::of);
    }

    /** All has ended: the next program may use the places. */
    void giveBack() {
        observe();
        venues.forEach(Venue::giveBack);
    }

    /** What messages call the places. */
    Set<String> venueNames() {
        return venues.values().stream().map(Venue::name).collect(Collectors.toSet());
    }

    /** Ends whatever still runs, as far as that can be done. */
    void abandon() {
        for (Actor actor : actors) {
            Thread thread = actor.thread;
            if (thread != null) {
                thread.interrupt();
            }
        }
        venues.values().forEach(Venue::abandon);
        observe();
    }

    /** Looks at all failures, or the library would report that nobody did. */
    private void observe() {
        for (Cell cell : cells) {
            if (cell.real != null) {
                cell.real.exceptionally(failure -> null);
            }
        }
    }

    /** Begins the work of the plain threads. */
    void begin() {
        actors.stream()
                .filter(actor -> actor.piece.thread())
                .forEach(actor -> Venue.THREADS.execute(() -> {
                    try {
                        actor.run();
                    } catch (Actor.Scripted abandoned) {
                        // the rest is of no interest
                    }
                }));
    }

    /** The step for an operation, or null if what it needs is not there. */
    Step resolve(Actor actor, Op op) {
        if (op instanceof Script.Complete) {
            return step(op, actor.firstOwned(), -1);
        } else if (op instanceof Script.Await await) {
            return step(op, firstFilled(await.from()), -1);
        } else if (op instanceof Script.ThenAsync then) {
            return step(op, firstGuarded(then.from()), -1);
        } else if (op instanceof Script.Apply apply) {
            return step(op, firstGuarded(apply.from()), -1);
        } else if (op instanceof Script.Compose compose) {
            return step(op, firstGuarded(compose.from()), -1);
        } else if (op instanceof Script.Timeout timeout) {
            return step(op, firstDerived(timeout.from()), -1);
        } else if (op instanceof Script.Combine combine) {
            int second = firstFilled(combine.second());
            return second < 0 ? null : step(op, firstFilled(combine.first()), second);
        }
        return new Step(op, -1, -1);
    }

    private static Step step(Op op, int first, int second) {
        return first < 0 ? null : new Step(op, first, second);
    }
}
