package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import dev.bascule.testkit.DeterministicLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What holds for everything that threads and loops wait for. Subclass it, and give it your primitive as a {@link Subject}:
 *
 * {@snippet :
 * class TicketGateTest extends WaitContract<Subject> {
 *     @Override
 *     protected Subject create(UnaryOperator<SyncConfig> configure) {
 *         return new TicketGateSubject(new TicketGate());
 *     }
 * }
 * }
 *
 * For what is taken and given back use {@link AcquireContract}, which has these cases too.
 *
 * <p>Each case runs for each kind of caller, or pair of kinds, that the JDK and the subject have: platform threads, virtual
 * threads, loops; and in each way to wait. A case waits up to a minute for what should happen at once, so a failure by time
 * is a hang. Nothing depends on how long something takes.
 */
public abstract class WaitContract<S extends Subject> extends ManyCases<S> {
    /** For subclasses. */
    protected WaitContract() {}

    /** All ways to block a thread with it. */
    private static Map<String, Callable<?>> blockingForms(Subject subject) {
        Map<String, Callable<?>> forms = new LinkedHashMap<>();
        forms.put("await", subject::await);
        forms.put("limited", () -> subject.await(Eventually.LONG));
        forms.put("no time", () -> subject.await(Duration.ZERO));
        forms.put("uninterruptible", subject::awaitUninterruptibly);
        if (subject instanceof Acquirable acquirable) {
            forms.put("scoped", () -> acquirable.with(() -> "body"));
            forms.put("scoped, limited", () -> acquirable.with(Eventually.LONG, () -> "body"));
            forms.put("scoped, uninterruptible", () -> acquirable.withUninterruptibly(() -> "body"));
        }
        return forms;
    }

    /** What each form throws on this thread, of a subject that is available or blocked. */
    private Map<String, CrossingException> refusals(S subject) {
        Map<String, CrossingException> refusals = new LinkedHashMap<>();
        blockingForms(subject).forEach((name, form) -> {
            Throwable failure = catchThrowable(form::call);
            assertThat(failure).as(name).isInstanceOf(CrossingException.class);
            refusals.put(name, (CrossingException) failure);
        });
        return refusals;
    }

    /** What must be so on the thread of the loop, for a subject that is available and one that is blocked. */
    private void assertOffLimits(String loop) {
        S free = available(config -> config.withName("the-name"));
        S blocked = create(config -> config.withName("the-name"));
        AutoCloseable blocker = blockHere(blocked);
        for (S subject : List.of(free, blocked)) {
            refusals(subject).forEach((name, refusal) -> {
                assertThat(refusal.rule()).as(name).isEqualTo(RuleId.BSC105);
                assertThat(refusal)
                        .hasMessageStartingWith("BSC105: ")
                        .hasMessageContaining(loop)
                        .hasMessageContaining("'the-name'")
                        .hasMessageContaining("Fix:")
                        .message()
                        .doesNotContain("dev.bascule.sync.");
            });
            assertThat(subject.waiting()).isZero();
        }
        Visit.close(blocker);
        assertWhole(free, "refused");
        assertWhole(blocked, "refused");
    }

    /** The other faces are no problem there. */
    private void assertOpen() {
        S subject = available();
        CompletableFuture<?> stage = subject.awaitAsync();
        assertThat(stage).isCompleted();
        Visit.close(stage.join());
        AutoCloseable grant = subject.tryNow();
        assertThat(grant).isNotNull();
        Visit.close(grant);
        assertWhole(subject, "not blocked");
    }

    private Void assertLoop(String loop) {
        assertOffLimits(loop);
        assertOpen();
        return null;
    }

    private void assertNoLoop() throws Exception {
        for (String form : new ArrayList<>(blockingForms(available()).keySet())) {
            S subject = available();
            Object result = blockingForms(subject).get(form).call();
            Visit.close(result);
            assertWhole(subject, form);
        }
    }

    @Test
    void blockingFace_onLoop_isRefusedBeforeItQueues() throws Exception {
        assumeDual();
        EventLoop loop = closeLater(EventLoop.open("the-loop"));
        Bridge.await(loop.submit(() -> assertLoop("loop 'the-loop'")));
        assertNoLoop();
    }

    @Test
    void blockingFace_onLoopThatIsStepped_isRefused() throws Exception {
        assumeDual();
        DeterministicLoop steps = closeLater(DeterministicLoop.open("stepped"));
        steps.runUntilDone(steps.loop().submit(() -> assertLoop("loop 'stepped'")));
        assertNoLoop();
    }

    /** A plain thread or a virtual one runs a loop for a while; afterwards it is what it was. */
    @ForEach
    void blockingFace_onLoopThatRunsOnAThread_isRefusedUntilItsEnd(Face face) {
        assumeDual();
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        if (face != Face.LOOP) {
            face.launch(() -> {
                try {
                    adoptAndAssert();
                    outcome.complete("done");
                } catch (Throwable failure) {
                    outcome.completeExceptionally(failure);
                }
            });
            assertThat(Eventually.ended(outcome).join()).isEqualTo("done");
        }
    }

    private void adoptAndAssert() throws Exception {
        assertNoLoop();
        try (EventLoop adopted =
                EventLoop.open(config -> config.withName("adopted").withOwnThread(false))) {
            adopted.runUntil(adopted.submit(() -> assertLoop("loop 'adopted'")), Nesting.RELEVANT);
        }
        assertNoLoop();
        Bridge.run(() -> CompletableFuture.completedFuture(assertLoop("loop '")));
        assertNoLoop();
    }

    @Test
    void blockingFace_besideARunningLoop_isNoLoopsBusiness() throws Exception {
        assumeDual();
        CountDownLatch gate = gate();
        CountDownLatch runs = new CountDownLatch(1);
        try (EventLoop adopted = EventLoop.open(config -> config.withOwnThread(false))) {
            CompletableFuture<Object> end = adopted.submit(() -> {
                runs.countDown();
                gate.await();
                return null;
            });
            Face.THREAD.launch(() -> {
                try {
                    adopted.runUntil(end, Nesting.ALL);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Eventually.until("the loop runs", () -> runs.getCount() == 0);
            assertNoLoop();
            gate.countDown();
        }
    }

    @Test
    void blockingFace_onOffload_isAllowed() throws Exception {
        assumeDual();
        try (Offload offload = Offload.open("offload")) {
            Bridge.await(offload.call(() -> {
                assertNoLoop();
                return null;
            }));
        }
    }
}
