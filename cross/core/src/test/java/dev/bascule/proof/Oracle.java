package dev.bascule.proof;

import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Kind;
import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.State;
import dev.bascule.proof.Model.Work;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which stages no schedule whatever can complete, by trying all schedules: a depth-first search through every state
 * that the world can come to, each visited once. It looks at the present state only, not at what the code will do:
 *
 * <ul>
 *   <li>code that runs on top of its thread may at any moment return, fail, or complete a promise that it owns;
 *   <li>a wait ends when its stage has ended, and a timed one at any moment;
 *   <li>what has a timer, or nobody's promise, may end at any moment;
 *   <li>a free worker takes any piece of work that is queued;
 *   <li>a loop that waits runs any piece of its work on top; a worker of an offload that waits runs on top what is queued
 *       there and what its stage depends on, if need be through the waits of other threads;
 *   <li>a function that returns a stage may return one that is done;
 *   <li>what work holds comes back when it ends, and goes to the first in line if it is enough for that one: those behind
 *       wait even if it were enough for them, until the first has got what it wants or, if its time is limited, has left;
 *   <li>what work holds by token may come back at any moment.
 * </ul>
 *
 * <p>New work, and help from threads that are not in the world, do not count. There is no notion of live or dead here,
 * and no reasoning backwards: only steps.
 */
final class Oracle {
    /** More states than that are a fault of the test: the answer would be worthless. */
    private static final int MAX_STATES = 1_000_000;

    // -- the world, as it is now --
    private final List<Stage> stages;
    private final List<Work> works;
    private final List<Place> places;

    private final States states;

    // -- the search --
    private final Set<Key> visited = new HashSet<>();
    private final Set<Stage> missing;

    private Oracle(World world, Collection<Stage> targets) {
        stages = world.stages;
        works = world.works;
        states = new States(world);
        places = works.stream()
                .map(work -> work.place)
                .filter(p -> p != null)
                .distinct()
                .toList();
        missing = new LinkedHashSet<>(targets);
    }

    /** Those of the stages that no schedule completes. */
    static Set<Stage> unreachable(World world, Collection<Stage> targets) {
        Oracle oracle = new Oracle(world, targets);
        if (!oracle.missing.isEmpty()) {
            oracle.explore(oracle.states.initial());
        }
        return oracle.missing;
    }

    static boolean isUnreachable(World world, Stage stage) {
        return !unreachable(world, List.of(stage)).isEmpty();
    }

    /** The work that waits, without a limit, for a stage that no schedule completes. */
    static List<Work> hopeless(World world) {
        List<Work> waiting = world.works.stream()
                .filter(work -> work.state == State.WAITING && !work.timed)
                .toList();
        Set<Stage> unreachable =
                unreachable(world, waiting.stream().map(work -> work.awaited).toList());
        return waiting.stream()
                .filter(work -> unreachable.contains(work.awaited))
                .toList();
    }

    // -- the search --

    /** True if all that was asked for has been reached, and there is nothing left to look for. */
    private boolean explore(byte[] state) {
        states.settle(state);
        missing.removeIf(stage -> state[stage.id] != States.PENDING);
        if (missing.isEmpty()) {
            return true;
        }
        if (!visited.add(new Key(state))) {
            return false;
        }
        if (visited.size() > MAX_STATES) {
            throw new IllegalStateException("too many states");
        }
        return stepsOfWorks(state) || stepsOfPlaces(state) || stepsOfStages(state);
    }

    private boolean stepsOfWorks(byte[] state) {
        for (Work work : works) {
            if (states.isTop(state, work)) {
                boolean found = states.get(state, work) == State.RUNNING
                        ? stepsOfRunning(state, work)
                        : stepsOfWaiting(state, work);
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean stepsOfRunning(byte[] state, Work work) {
        for (Stage stage : stages) {
            if (stage.owner == work && ends(state, stage)) {
                return true;
            }
        }
        if (work.place == null && states.holdsAny(state, work)) { // a plain thread goes on, and its scopes end
            byte[] next = state.clone();
            states.release(next, work);
            if (explore(next)) {
                return true;
            }
        }
        return work.place != null && (returns(state, work, States.FAILED) || returns(state, work, States.OK));
    }

    private boolean returns(byte[] state, Work work, byte outcome) {
        byte[] next = state.clone();
        states.set(next, work, State.OVER);
        states.putOn(next, work, null);
        states.release(next, work);
        States.complete(next, work.stage, outcome);
        for (Stage stage : stages) {
            if (stage.owner == work) {
                States.complete(next, stage, States.FAILED);
            }
        }
        return explore(next);
    }

    private boolean stepsOfWaiting(byte[] state, Work work) {
        if ((work.timed || state[work.awaited.id] != States.PENDING)
                && becomes(state, work, State.RUNNING, states.under(state, work))) {
            return true;
        }
        if (work.awaited.share != null
                || work.place == null
                || work.place.kind() == Kind.POOL
                || states.holdsAny(state, work)) {
            return false; // it runs nothing on top: it cannot, or must not
        }
        for (Work queued : works) {
            if (states.isQueued(state, queued, work.place)
                    && (work.place.kind() == Kind.LOOP
                            || states.needs(state, work.awaited, queued, new boolean[stages.size()]))
                    && becomes(state, queued, State.RUNNING, work)) {
                return true;
            }
        }
        return false;
    }

    private boolean stepsOfPlaces(byte[] state) {
        for (Place place : places) {
            if (states.hasFreeWorker(state, place)) {
                for (Work queued : works) {
                    if (states.isQueued(state, queued, place) && becomes(state, queued, State.RUNNING, null)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean stepsOfStages(byte[] state) {
        for (Stage stage : stages) {
            boolean returnsAnything =
                    stage.form == Form.COMPOSE && stage.inner == null && state[stage.inputs.get(0).id] == States.OK;
            if ((stage.form == Form.FREE || stage.timer || returnsAnything) && ends(state, stage)) {
                return true;
            }
        }
        return false;
    }

    private boolean becomes(byte[] state, Work work, State to, Work under) {
        byte[] next = state.clone();
        states.set(next, work, to);
        states.putOn(next, work, under);
        return explore(next);
    }

    private boolean ends(byte[] state, Stage stage) {
        if (state[stage.id] != States.PENDING) {
            return false;
        }
        byte[] failed = state.clone();
        States.complete(failed, stage, States.FAILED);
        byte[] succeeded = state.clone();
        States.complete(succeeded, stage, States.OK);
        return explore(failed) || explore(succeeded);
    }

    private record Key(byte[] state) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(state, key.state);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(state);
        }
    }
}
