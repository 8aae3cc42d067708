package dev.bascule.proof;

import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Trigger;
import dev.bascule.proof.Model.Work;
import java.util.List;

/**
 * The states that a world may come to, for the {@link Oracle}: one byte for the outcome of each stage, one for the state of
 * each piece of work, one for the work that lies beneath it, one for whether its scopes have ended. Who holds what follows:
 * what it holds now, and what it waits for now if it has got that; nobody asks for anything new. What is held by token
 * counts as given back at once: that can happen at any time, and keeps nothing else from happening. Here is what a state
 * says and what follows from it at once.
 */
final class States {
    static final byte PENDING = 0;
    static final byte OK = 1;
    static final byte FAILED = 2;

    private static final State[] ALL = State.values();

    private final List<Stage> stages;
    private final List<Work> works;
    private final List<Line> lines;

    States(World world) {
        stages = world.stages;
        works = world.works;
        lines = List.copyOf(world.lines.values());
    }

    byte[] initial() {
        byte[] state = new byte[stages.size() + 3 * works.size()];
        for (Stage stage : stages) {
            state[stage.id] = (byte) stage.outcome.ordinal();
        }
        for (Work work : works) {
            set(state, work, work.state);
            putOn(state, work, work.under);
        }
        return state;
    }

    boolean holdsAny(byte[] state, Work work) {
        for (Line line : lines) {
            if (held(state, line, work) > 0) {
                return true;
            }
        }
        return false;
    }

    private int held(byte[] state, Line line, Work work) {
        if (hasReleased(state, work)) {
            return 0;
        }
        Stage turn = work.awaited;
        boolean granted = turn != null && line.turns.contains(turn) && state[turn.id] == OK;
        return line.held.getOrDefault(work, 0) + (granted && !turn.share.byToken() ? turn.share.wanted() : 0);
    }

    private int free(byte[] state, Line line) {
        int free = line.supply.permits();
        for (Work work : works) {
            free -= held(state, line, work);
        }
        return free;
    }

    private boolean hasReleased(byte[] state, Work work) {
        return state[stages.size() + 2 * works.size() + work.id] != 0;
    }

    /** The work's scopes end with it. */
    void release(byte[] state, Work work) {
        state[stages.size() + 2 * works.size() + work.id] = 1;
    }

    State get(byte[] state, Work work) {
        return ALL[state[stages.size() + work.id]];
    }

    void set(byte[] state, Work work, State to) {
        state[stages.size() + work.id] = (byte) to.ordinal();
    }

    Work under(byte[] state, Work work) {
        int under = state[stages.size() + works.size() + work.id];
        return under == 0 ? null : works.get(under - 1);
    }

    void putOn(byte[] state, Work work, Work under) {
        state[stages.size() + works.size() + work.id] = (byte) (under == null ? 0 : under.id + 1);
    }

    boolean isOnThread(byte[] state, Work work) {
        State now = get(state, work);
        return now == State.RUNNING || now == State.WAITING;
    }

    boolean isTop(byte[] state, Work work) {
        for (Work other : works) {
            if (isOnThread(state, other) && under(state, other) == work) {
                return false;
            }
        }
        return isOnThread(state, work);
    }

    boolean hasFreeWorker(byte[] state, Place place) {
        int busy = 0;
        for (Work work : works) {
            if (work.place == place && isOnThread(state, work) && under(state, work) == null) {
                busy++;
            }
        }
        return busy < place.workers();
    }

    boolean isQueued(byte[] state, Work work, Place place) {
        return work.place == place && get(state, work) == State.QUEUED;
    }

    static void complete(byte[] state, Stage stage, byte outcome) {
        if (state[stage.id] == PENDING) {
            state[stage.id] = outcome;
        }
    }

    /** Whether the stage depends on the queued work, also through work that runs or is queued elsewhere. */
    boolean needs(byte[] state, Stage stage, Work queued, boolean[] seen) {
        if (state[stage.id] != PENDING || seen[stage.id]) {
            return false;
        }
        seen[stage.id] = true;
        if (queued.stage == stage
                || (stage.inner != null && needs(state, stage.inner, queued, seen))
                || (stage.owner != null && threadNeeds(state, stage.owner, queued, seen))
                || (stage.share != null && holdersNeed(state, stage.share.line(), queued, seen))) {
            return true;
        }
        for (Stage input : stage.inputs) {
            if (needs(state, input, queued, seen)) {
                return true;
            }
        }
        for (Work work : works) {
            if (work.stage == stage && workNeeds(state, work, queued, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Also what is ahead in line waits for nothing else. */
    private boolean holdersNeed(byte[] state, Line line, Work queued, boolean[] seen) {
        for (Work work : works) {
            if (held(state, line, work) > 0 && threadNeeds(state, work, queued, seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean workNeeds(byte[] state, Work work, Work queued, boolean[] seen) {
        return switch (get(state, work)) {
            case LATER ->
                needs(state, work.input, queued, seen)
                        || (work.trigger == Trigger.ALWAYS && placeNeeds(state, work.place, queued, seen));
            case QUEUED -> placeNeeds(state, work.place, queued, seen);
            case RUNNING, WAITING -> threadNeeds(state, work, queued, seen);
            case OVER -> false;
        };
    }

    /** What has the place's workers, if there is no room. */
    private boolean placeNeeds(byte[] state, Place place, Work queued, boolean[] seen) {
        if (hasFreeWorker(state, place)) {
            return false;
        }
        for (Work work : works) {
            boolean occupies = work.place == place && isOnThread(state, work) && under(state, work) == null;
            if (occupies && threadNeeds(state, work, queued, seen)) {
                return true;
            }
        }
        return false;
    }

    /** The waits of the work and of all above it. */
    private boolean threadNeeds(byte[] state, Work lowest, Work queued, boolean[] seen) {
        for (Work work : works) {
            if (get(state, work) == State.WAITING
                    && isOnOrOver(state, work, lowest)
                    && needs(state, work.awaited, queued, seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOnOrOver(byte[] state, Work work, Work lowest) {
        Work frame = work;
        while (frame != null && frame != lowest) {
            frame = under(state, frame);
        }
        return frame != null;
    }

    // -- what follows at once --

    void settle(byte[] state) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Stage stage : stages) {
                if (state[stage.id] == PENDING) {
                    state[stage.id] = follow(state, stage);
                    changed |= state[stage.id] != PENDING;
                }
            }
            for (Work work : works) {
                changed |= work.trigger != Trigger.AT_ONCE && trigger(state, work);
            }
            for (Line line : lines) {
                changed |= serveFirst(state, line);
            }
        }
    }

    /** The first of those who still wait, and only that one. */
    private boolean serveFirst(byte[] state, Line line) {
        for (Stage turn : line.turns) {
            boolean waits = state[turn.id] == PENDING && get(state, turn.share.work()) == State.WAITING;
            if (waits && turn.share.wanted() <= free(state, line)) {
                state[turn.id] = OK;
                return true;
            } else if (waits) {
                return false;
            }
        }
        return false;
    }

    private static byte follow(byte[] state, Stage stage) {
        if (stage.inner != null) {
            return state[stage.inner.id];
        }
        return switch (stage.form) {
            case APPLY -> state[stage.inputs.get(0).id];
            case COMPOSE -> state[stage.inputs.get(0).id] == FAILED ? FAILED : PENDING;
            case ALL -> ofAll(state, stage);
            case ANY -> ofFirst(state, stage);
            case WORK, FREE, OWNED, TURN -> PENDING;
        };
    }

    private static byte ofAll(byte[] state, Stage stage) {
        byte outcome = OK;
        for (Stage input : stage.inputs) {
            if (state[input.id] == PENDING) {
                return PENDING;
            }
            outcome = (byte) Math.max(outcome, state[input.id]);
        }
        return outcome;
    }

    private static byte ofFirst(byte[] state, Stage stage) {
        for (Stage input : stage.inputs) {
            if (state[input.id] != PENDING) {
                return state[input.id];
            }
        }
        return PENDING;
    }

    private boolean trigger(byte[] state, Work work) {
        State now = get(state, work);
        if ((now == State.LATER || now == State.QUEUED) && state[work.stage.id] != PENDING) {
            set(state, work, State.OVER);
            return true;
        }
        if (now != State.LATER || state[work.input.id] == PENDING) {
            return false;
        }
        if (work.trigger == Trigger.ON_SUCCESS && state[work.input.id] == FAILED) {
            set(state, work, State.OVER);
            state[work.stage.id] = FAILED;
        } else {
            set(state, work, State.QUEUED);
        }
        return true;
    }
}
