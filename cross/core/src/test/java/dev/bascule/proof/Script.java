package dev.bascule.proof;

import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A small program: some places, and pieces of work, each a list of operations. Stages live in numbered slots that all
 * work shares. An operation names several slots where it needs one, and takes the first that is filled by then; if none
 * is, the operation is left out. So a script means something under every schedule, and stays valid when parts of it are
 * taken away.
 */
record Script(List<Place> places, List<Piece> pieces) {
    /**
     * A piece of work.
     *
     * @param thread whether it is the work of a plain thread, and so begins by itself
     * @param ok whether it ends normally; else by an exception
     * @param forgets whether it ends without having completed its promises; else it completes what is left
     * @param returns candidates for the stage that it returns, for work that is called as an asynchronous function
     */
    record Piece(int id, boolean thread, List<Op> ops, boolean ok, boolean forgets, List<Integer> returns) {
        Piece withOps(List<Op> fewer) {
            return new Piece(id, thread, fewer, ok, forgets, returns);
        }
    }

    enum Promised {
        OWNED,
        UNOWNED,
        /** A CompletableFuture of the JDK's. */
        PLAIN
    }

    enum How {
        AWAIT,
        LIMITED,
        JOIN,
        /** For tests of the harness: the wait is refused, whether that is right or not. */
        FORGED,
        /** For tests of the harness: a wait of which the system knows nothing. */
        HIDDEN
    }

    /** What work does between two moments at which others may do something. */
    sealed interface Op {
        /** The slot that is filled, or -1. */
        default int slot() {
            return -1;
        }
    }

    /** Gives a piece to a place; with its own promises, if it hands off; as an asynchronous function, if async. */
    record Submit(int slot, int piece, Place place, boolean handsOff, boolean async) implements Op {}

    record Promise(int slot, Promised kind) implements Op {}

    /** Completes the oldest promise that this work owns. */
    record Complete(boolean ok) implements Op {}

    record Await(List<Integer> from, How how) implements Op {
        private Op interruptible() {
            return how == How.JOIN ? new Await(from, How.AWAIT) : this;
        }
    }

    /** Takes so much for the rest of the work, which goes on without it if that fails. Not on a loop. */
    record Take(Supply supply, int wanted, How how, boolean byToken) implements Op {}

    /** thenApplyAsync or handleAsync: the piece is the function. */
    record ThenAsync(int slot, List<Integer> from, Trigger trigger, Place place, int piece) implements Op {}

    record Apply(int slot, List<Integer> from) implements Op {}

    record Compose(int slot, List<Integer> from, List<Integer> inner) implements Op {}

    record Combine(int slot, List<Integer> first, List<Integer> second, boolean all) implements Op {}

    /** Sets a timer that never fires by itself; on a stage that is made of others. */
    record Timeout(List<Integer> from) implements Op {}

    int slots() {
        return 1
                + pieces.stream()
                        .flatMap(piece -> piece.ops().stream())
                        .mapToInt(Op::slot)
                        .max()
                        .orElse(-1);
    }

    int size() {
        return pieces.stream().mapToInt(piece -> piece.ops().size()).sum();
    }

    /** The same without waits that no interrupt ends. */
    Script interruptible() {
        return new Script(
                places,
                pieces.stream()
                        .map(piece -> piece.withOps(piece.ops().stream()
                                .map(op -> op instanceof Await await ? await.interruptible() : op)
                                .toList()))
                        .toList());
    }

    /** All scripts that have one operation less. */
    List<Script> smaller() {
        List<Script> all = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            for (int op = 0; op < piece.ops().size(); op++) {
                List<Op> fewer = new ArrayList<>(piece.ops());
                fewer.remove(op);
                List<Piece> changed = new ArrayList<>(pieces);
                changed.set(i, piece.withOps(List.copyOf(fewer)));
                all.add(new Script(places, List.copyOf(changed)));
            }
        }
        return all;
    }

    @Override
    public String toString() {
        String work = pieces.stream()
                .map(piece -> "  p" + piece.id() + (piece.thread() ? " (thread)" : "") + (piece.ok() ? "" : " fails")
                        + (piece.forgets() ? " forgets" : "")
                        + (piece.returns().isEmpty() ? "" : " returns " + piece.returns())
                        + piece.ops().stream().map(op -> "\n    " + op).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        return "places " + places + "\n" + work;
    }
}
