package dev.bascule.proof;

import java.util.List;
import java.util.function.Supplier;

/** The parts of a {@link World}: places that run work, pieces of work, and the stages that work and other stages end. */
final class Model {
    private Model() {}

    /** What runs work. A plain thread is no place: its work has none. */
    enum Kind {
        /** One thread; while it waits it can run more of its work on top. */
        LOOP,
        /** Some workers; one that waits can run on top what it waits for and is queued here. */
        OFFLOAD,
        /** Some workers; one that waits does nothing else. */
        POOL
    }

    record Place(int id, Kind kind, int workers) {
        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + id + (workers == 1 ? "" : "x" + workers);
        }
    }

    enum Outcome {
        PENDING,
        OK,
        FAILED;

        boolean isDone() {
            return this != PENDING;
        }

        static Outcome of(boolean ok) {
            return ok ? OK : FAILED;
        }
    }

    /** Who completes a stage. */
    enum Form {
        /** The end of a piece of work; or, if that returned a stage, this one's end. */
        WORK,
        /** Anybody at any time: a promise without an owner, a stage of somebody else's. */
        FREE,
        /** The work that owns it, and nobody else. */
        OWNED,
        /** Its one input, at once. */
        APPLY,
        /** Its input, then what the function returns when it has run. */
        COMPOSE,
        /** All its inputs. */
        ALL,
        /** The first of its inputs. */
        ANY,
        /** Those who hold what the one waits for whose turn this is, by giving it back. */
        TURN
    }

    enum Sort {
        LOCK,
        /** A semaphore whose permits are given in the order in which they were asked for. */
        STRICT,
        /**
         * One that may serve whoever does not wait yet although others do; until the first of them has waited for a
         * millisecond, so nobody can foretell it. It need not be: whoever was served comes to its next gate. All else
         * about lines is the same for all of them and certain, so the oracle is exact with this kind too, which is the
         * usual one.
         */
        BARGING
    }

    /** Something of which there is so much, and which scopes hold; a lock is one permit. */
    record Supply(int id, Sort sort, int permits) {
        static Supply lock(int id) {
            return new Supply(id, Sort.LOCK, 1);
        }

        @Override
        public String toString() {
            return sort.name().toLowerCase(java.util.Locale.ROOT) + id + (permits == 1 ? "" : "x" + permits);
        }
    }

    static final class Stage {
        final int id;
        final Form form;
        final List<Stage> inputs;

        Outcome outcome = Outcome.PENDING;
        /** A timer may end it at any time. */
        boolean timer;
        /** Of an owned promise. */
        Work owner;
        /** Of a stage that ends as another does: this one, once it is known. */
        Stage inner;
        /** Of one who waits in a line: what for. */
        Line.Share share;
        /** Of a composed stage: gives the inner stage, or null for one that is done. */
        Supplier<Stage> function = () -> null;

        Stage(int id, Form form, List<Stage> inputs) {
            this.id = id;
            this.form = form;
            this.inputs = List.copyOf(inputs);
        }

        boolean isDone() {
            return outcome.isDone();
        }

        @Override
        public String toString() {
            return "s" + id;
        }
    }

    /** When work that depends on a stage is queued. */
    enum Trigger {
        AT_ONCE,
        /** After the input succeeded; if it failed, the work is skipped and its stage fails. */
        ON_SUCCESS,
        /** After the input ended in whatever way. */
        ALWAYS
    }

    enum State {
        LATER,
        QUEUED,
        /** Runs and does not wait, though work on top of it may. */
        RUNNING,
        WAITING,
        OVER
    }

    static final class Work {
        final int id;
        /** Null for a plain thread, whose work is not queued and completes no stage. */
        final Place place;

        final Trigger trigger;
        final Stage input;
        final Stage stage;

        State state;
        /** The work beneath this one on the same thread. */
        Work under;

        Stage awaited;
        boolean timed;

        Work(int id, Place place, Trigger trigger, Stage input, Stage stage) {
            this.id = id;
            this.place = place;
            this.trigger = trigger;
            this.input = input;
            this.stage = stage;
            this.state = place == null ? State.RUNNING : trigger == Trigger.AT_ONCE ? State.QUEUED : State.LATER;
        }

        boolean isOnThread() {
            return state == State.RUNNING || state == State.WAITING;
        }

        @Override
        public String toString() {
            return "w" + id + (place == null ? "" : "@" + place);
        }
    }
}
