package dev.bascule.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.proof.Model.Form;
import dev.bascule.proof.Model.Kind;
import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Sort;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Trigger;
import dev.bascule.proof.Model.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle on programs so small that the answer is plain. */
class OracleTest {
    private final World world = new World();
    private int places;

    private Place place(Kind kind, int workers) {
        return new Place(places++, kind, workers);
    }

    private Work running(Place place) {
        Work work = world.submit(place);
        world.start(work, null);
        return work;
    }

    private Work runningOn(Work under) {
        Work work = world.submit(under.place);
        world.start(work, under);
        return work;
    }

    private Stage free() {
        return world.stage(Form.FREE, List.of());
    }

    private void hopeless(Work... expected) {
        assertThat(Oracle.hopeless(world)).containsExactlyInAnyOrder(expected);
    }

    // -- one thread --

    @Test
    void waitForItself_isHopeless() {
        Work work = running(place(Kind.POOL, 2));
        world.await(work, world.derived(Form.APPLY, work.stage), false);
        hopeless(work);
    }

    @Test
    void waitForItself_withALimit_isNot() {
        Work work = running(place(Kind.POOL, 1));
        Work other = world.thread();
        world.await(work, work.stage, true);
        world.await(other, work.stage, false);
        hopeless();
    }

    @Test
    void waitForOnesOwnPromise_isHopeless_forAnUnownedOneNot() {
        Work work = world.thread();
        Work other = world.thread();
        world.await(work, world.owned(work), false);
        world.await(other, free(), false);
        hopeless(work);
    }

    @Test
    void buriedFrame_whoseStageTheTopWaitsFor_isHopeless() {
        Place loop = place(Kind.LOOP, 1);
        Work below = running(loop);
        world.await(below, free(), false);
        Work above = runningOn(below);
        world.await(above, below.stage, false);
        hopeless(above);
    }

    @Test
    void buriedFrame_beneathOneThatRuns_isNot() {
        Place loop = place(Kind.LOOP, 1);
        Work below = running(loop);
        world.await(below, free(), false);
        runningOn(below);
        world.await(world.thread(), below.stage, false);
        hopeless();
    }

    @Test
    void buriedOwner_ofAPromiseThatTheTopWaitsFor_isHopeless() {
        Place offload = place(Kind.OFFLOAD, 1);
        Work below = running(offload);
        Stage promise = world.owned(below);
        world.await(below, free(), false);
        Work above = world.submit(offload);
        world.start(above, below);
        world.await(above, promise, false);
        hopeless(above);
    }

    // -- pools --

    @Test
    void pool_whoseWorkersAllWaitForQueuedWork_isHopeless() {
        Place pool = place(Kind.POOL, 2);
        Work one = running(pool);
        Work two = running(pool);
        Stage child = world.submit(pool).stage;
        world.await(one, child, false);
        world.await(two, child, false);
        hopeless(one, two);
    }

    @Test
    void pool_withAFreeWorkerOrOneThatRunsOrHasALimit_isNot() {
        for (int variant = 0; variant < 3; variant++) {
            World each = new World();
            Place pool = place(Kind.POOL, variant == 0 ? 3 : 2);
            Work one = each.submit(pool);
            Work two = each.submit(pool);
            each.start(one, null);
            each.start(two, null);
            Stage child = each.submit(pool).stage;
            each.await(one, child, false);
            if (variant != 1) {
                each.await(two, child, variant == 2);
            }
            assertThat(Oracle.hopeless(each)).isEmpty();
        }
    }

    @Test
    void twoPools_thatWaitForEachOthersQueues_areHopeless() {
        Place a = place(Kind.POOL, 1);
        Place b = place(Kind.POOL, 1);
        Work onA = running(a);
        Work onB = running(b);
        world.await(onA, world.submit(b).stage, false);
        hopeless();
        world.await(onB, world.submit(a).stage, false);
        hopeless(onA, onB);
    }

    @Test
    void bystander_ofAKnot_isHopelessToo() {
        Work one = running(place(Kind.POOL, 1));
        Work two = running(place(Kind.POOL, 1));
        Work bystander = world.thread();
        world.await(bystander, one.stage, false);
        world.await(one, two.stage, false);
        hopeless();
        world.await(two, one.stage, false);
        hopeless(one, two, bystander);
    }

    // -- helping and pumping --

    @Test
    void offload_whoseWorkerWaitsForQueuedWorkOfItsOwn_isNot() {
        Place offload = place(Kind.OFFLOAD, 1);
        Work work = running(offload);
        Work child = world.submit(offload);
        Stage far = world.derived(Form.ALL, world.derived(Form.APPLY, child.stage), free());
        world.await(work, far, false);
        hopeless();
    }

    @Test
    void offload_whoseWorkerWaitsForOtherWorkThatNeedsItsQueue_runsIt() {
        Place offload = place(Kind.OFFLOAD, 1);
        Work work = running(offload);
        Work other = running(place(Kind.POOL, 1));
        world.await(other, world.submit(offload).stage, false);
        world.await(work, other.stage, false);
        hopeless();
    }

    @Test
    void loop_thatWaitsForAnOffloadThatNeedsTheLoop_runsItsQueue() {
        Place loop = place(Kind.LOOP, 1);
        Work onLoop = running(loop);
        Work call = running(place(Kind.OFFLOAD, 1));
        world.await(call, world.submit(loop).stage, false);
        world.await(onLoop, call.stage, false);
        hopeless();
    }

    @Test
    void loop_thatWaitsForAnOffloadThatWaitsForTheWaitingWork_isHopeless() {
        Work onLoop = running(place(Kind.LOOP, 1));
        Work call = running(place(Kind.OFFLOAD, 1));
        world.await(call, onLoop.stage, false);
        world.await(onLoop, call.stage, false);
        hopeless(onLoop, call);
    }

    // -- promises --

    @Test
    void promises_ownedByTheTwoThatWaitForThem_areHopeless() {
        Work one = world.thread();
        Work two = running(place(Kind.POOL, 1));
        Stage ofOne = world.owned(one);
        Stage ofTwo = world.owned(two);
        world.await(one, ofTwo, false);
        world.await(two, ofOne, false);
        hopeless(one, two);
    }

    @Test
    void promise_handedToQueuedWork_waitsForAWorker() {
        Place pool = place(Kind.POOL, 1);
        Work work = running(pool);
        Stage promise = world.owned(work);
        promise.owner = world.submit(pool);
        world.await(work, promise, false);
        hopeless(work);
    }

    // -- stages of stages --

    @Test
    void allOf_needsAll_anyOfOne() {
        Work one = world.thread();
        Work two = world.thread();
        Stage dead = world.owned(one);
        world.await(two, world.derived(Form.ANY, dead, free()), false);
        hopeless();
        world.await(one, world.derived(Form.ALL, dead, free()), false);
        hopeless(one);
    }

    @Test
    void compose_beforeItsFunctionRan_isNot_afterwardsItsInnerStageCounts() {
        Work work = running(place(Kind.POOL, 1));
        Stage source = free();
        Stage composed = world.composed(source, () -> work.stage);
        world.await(work, composed, false);
        hopeless();
        world.complete(source, Outcome.OK);
        hopeless(work);
    }

    @Test
    void thenApplyAsync_onABlockedPool_isNot_handleAsyncIs() {
        Place pool = place(Kind.POOL, 1);
        Work work = running(pool);
        Stage source = free();
        Work applied = world.after(source, Trigger.ON_SUCCESS, pool);
        Work handled = world.after(source, Trigger.ALWAYS, pool);
        world.await(work, world.derived(Form.ANY, applied.stage, handled.stage), false);
        hopeless();
        world.resume(work);
        world.await(work, handled.stage, false);
        hopeless(work);
    }

    @Test
    void thenApplyAsync_queuedOnABlockedPool_isHopeless() {
        Place pool = place(Kind.POOL, 1);
        Work work = running(pool);
        Stage source = free();
        Work applied = world.after(source, Trigger.ON_SUCCESS, pool);
        world.await(work, applied.stage, false);
        world.complete(source, Outcome.OK);
        hopeless(work);
    }

    @Test
    void timer_onAStageInTheKnot_opensIt() {
        Work work = running(place(Kind.POOL, 1));
        Stage applied = world.derived(Form.APPLY, work.stage);
        applied.timer = true;
        world.await(work, applied, false);
        hopeless();
    }

    @Test
    void call_thatReturnedAStageThatNeedsTheCall_isHopeless() {
        Place loop = place(Kind.LOOP, 1);
        Work call = running(loop);
        Work waiter = world.thread();
        world.await(waiter, call.stage, false);
        hopeless();
        world.end(call, true, world.derived(Form.APPLY, call.stage));
        hopeless(waiter);
    }

    // -- locks and permits --

    private static final Supply LOCK = Supply.lock(0);

    private static Supply permits(int count) {
        return new Supply(1, Sort.STRICT, count);
    }

    /** A thread that has so many of three permits. */
    private Work holding(int permits) {
        Work work = world.thread();
        world.take(work, permits(3), permits, false);
        return work;
    }

    private Work wanting(int permits, boolean timed) {
        Work work = holding(permits);
        work.timed = timed;
        return work;
    }

    /** It waits for what the other one has promised. */
    private void awaits(Work work, Work other) {
        world.await(work, world.owned(other), false);
    }

    @Test
    void locks_takenCrosswise_areHopeless_withALimitNot() {
        for (boolean timed : new boolean[] {false, true}) {
            World each = new World();
            Work one = each.thread();
            Work two = each.thread();
            each.take(one, LOCK, 1, false);
            each.take(two, permits(1), 1, false);
            each.take(one, permits(1), 1, timed);
            assertThat(Oracle.hopeless(each)).isEmpty();
            each.take(two, LOCK, 1, false);
            assertThat(Oracle.hopeless(each)).hasSize(timed ? 0 : 2);
        }
    }

    @Test
    void permits_ofWhichEnoughComeBack_areNot_ofWhichTooFewDoAre() {
        Work holder = holding(2);
        holding(1);
        Work two = wanting(2, false);
        awaits(holder, two);
        hopeless(holder, two);
    }

    @Test
    void permits_ofWhichOthersGiveBackEnough_areNot() {
        Work holder = holding(1);
        holding(2);
        Work two = wanting(2, false);
        awaits(holder, two);
        hopeless();
    }

    @Test
    void permits_ofWhichOneHasSomeAndWantsAll_areHopeless_withAnyWhoWaitBehind() {
        Work all = holding(1);
        world.take(all, permits(3), 3, false);
        Work one = wanting(1, false);
        hopeless(all, one);
    }

    @Test
    void permits_thatAreFree_butForOthersAhead_comeWhenThoseHaveLeft() {
        for (boolean timed : new boolean[] {false, true}) {
            World each = new World();
            Work holder = each.thread();
            Work ahead = each.thread();
            Work behind = each.thread();
            each.take(holder, permits(3), 2, false);
            each.take(ahead, permits(3), 2, timed);
            each.take(behind, permits(3), 1, false);
            assertThat(Oracle.hopeless(each)).isEmpty();
            each.await(holder, each.owned(behind), false);
            assertThat(Oracle.hopeless(each)).hasSize(timed ? 0 : 3);
        }
    }

    @Test
    void permits_thatAreFree_butForTwoAhead_needBothToGo() {
        Work holder = holding(2);
        Work ahead = wanting(2, false);
        wanting(3, true);
        Work behind = wanting(1, false);
        awaits(holder, behind);
        hopeless(holder, ahead, behind);
    }

    @Test
    void permits_comeInTheOrderInWhichTheyWereAskedFor() {
        Work holder = holding(2);
        Work ahead = wanting(2, false);
        Work behind = wanting(1, false);
        assertThat(behind.awaited.isDone()).isFalse();
        world.release(holder);
        assertThat(ahead.awaited.isDone()).isTrue();
        assertThat(behind.awaited.isDone()).isTrue();
    }

    @Test
    void permits_byToken_comeBackInTime_thoseOfScopesDoNot() {
        Work token = world.thread();
        world.takeByToken(token, permits(3), 1, false);
        Work scope = holding(1);
        Work two = wanting(2, false);
        awaits(token, two);
        awaits(scope, two);
        hopeless();
        Work all = world.thread();
        world.take(all, permits(3), 3, false);
        world.await(world.thread(), world.owned(all), false);
        hopeless();
    }

    @Test
    void permits_ofWhichScopesKeepTooMany_areHopeless_alsoWhileATokenIsOut() {
        world.takeByToken(world.thread(), permits(3), 1, false);
        Work all = holding(1);
        world.take(all, permits(3), 3, false);
        hopeless(all);
    }

    @Test
    void helper_runsWhatTheHolderOfPermitsNeeds() {
        Place offload = place(Kind.OFFLOAD, 1);
        Work helper = running(offload);
        Work holder = holding(3);
        Work wants = wanting(1, false);
        world.await(holder, world.submit(offload).stage, false);
        awaits(helper, wants);
        hopeless();
    }

    @Test
    void worker_thatHoldsPermits_helpsNobody() {
        Place offload = place(Kind.OFFLOAD, 1);
        Work worker = running(offload);
        world.take(worker, permits(3), 1, false);
        world.await(worker, world.submit(offload).stage, false);
        hopeless(worker);
    }
}
