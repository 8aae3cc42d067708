package dev.bascule.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.Callers.Call;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** runUntil on the loop's own thread and on others, and a loop that is driven by hand. */
class LoopDrivenTest {
    private final StepClock clock = new StepClock();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    private EventLoop driven() {
        return EventLoop.open(c -> c.withName("driven").withOwnThread(false).withTimeSource(clock));
    }

    @Test
    void close_timerThatIsDue_runsItAndFailsTheOthers() {
        CompletableFuture<String> due;
        CompletableFuture<String> late;
        try (EventLoop loop = driven()) {
            due = loop.schedule(Duration.ofSeconds(1), () -> "due");
            late = loop.schedule(Duration.ofSeconds(3), () -> "late");
            assertThat(loop.tryRunOne()).isFalse();
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(due).isCompletedWithValue("due");
        assertThat(late).isCompletedExceptionally();
    }

    // -- tryRunOne --

    @Test
    void tryRunOne_noTask_givesFalseAndDoesNotWait() {
        try (EventLoop loop = driven()) {
            assertThat(loop.tryRunOne()).isFalse();
            loop.schedule(Duration.ofSeconds(1), () -> ran.add("later"));
            assertThat(loop.tryRunOne()).isFalse();
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void tryRunOne_severalTasks_runsOneEachTimeOnThisThread() {
        try (EventLoop loop = driven()) {
            CompletableFuture<Thread> first = loop.submit(Thread::currentThread);
            CompletableFuture<Boolean> second = loop.submit(loop::isCurrentThread);
            assertThat(loop.isCurrentThread()).isFalse();
            assertThat(loop.tryRunOne()).isTrue();
            assertThat(first).isCompletedWithValue(Thread.currentThread());
            assertThat(second).isNotDone();
            assertThat(loop.tryRunOne()).isTrue();
            assertThat(second).isCompletedWithValue(true);
            assertThat(loop.tryRunOne()).isFalse();
            assertThat(loop.isCurrentThread()).isFalse();
        }
    }

    @Test
    void tryRunOne_timerIsDue_runsIt() {
        try (EventLoop loop = driven()) {
            loop.schedule(Duration.ZERO, () -> ran.add("at once"));
            assertThat(loop.tryRunOne()).isTrue();
            loop.schedule(Duration.ofSeconds(1), () -> ran.add("later"));
            clock.advance(Duration.ofSeconds(1));
            assertThat(loop.tryRunOne()).isTrue();
            assertThat(loop.tryRunOne()).isFalse();
        }
        assertThat(ran).containsExactly("at once", "later");
    }

    @Test
    void tryRunOne_insideACallbackOfTheSameLoop_isRefused() {
        try (EventLoop loop = driven()) {
            CompletableFuture<Boolean> nested = loop.submit(loop::tryRunOne);
            assertThat(loop.tryRunOne()).isTrue();
            assertThatThrownBy(nested::join).hasRootCauseInstanceOf(CrossingException.class);
        }
    }

    // -- runUntil on the caller's thread --

    @ParameterizedTest
    @EnumSource(Nesting.class)
    void runUntil_loopWithoutThread_isRunHereUntilTheStageIsDone(Nesting nesting) throws Exception {
        try (EventLoop loop = driven()) {
            loop.submit(() -> ran.add("before"));
            CompletableFuture<Thread> stage = loop.submit(Thread::currentThread);
            loop.submit(() -> ran.add("after"));
            assertThat(loop.runUntil(stage, nesting)).isSameAs(Thread.currentThread());
            assertThat(ran).containsExactly("before");
            assertThat(loop.isCurrentThread()).isFalse();
            assertThat(loop.tryRunOne()).isTrue();
            assertThat(ran).containsExactly("before", "after");
        }
    }

    @ParameterizedTest
    @EnumSource(Nesting.class)
    void runUntil_stageOfAThirdThread_servesTheLoopMeanwhile(Nesting nesting) throws Exception {
        try (EventLoop loop = driven()) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Call<String> call = Callers.PLATFORM_THREAD
                    .start(() -> loop.runUntil(stage, nesting))
                    .whenWaitingFor(stage);
            assertThat(Bridge.await(loop.submit(Thread::currentThread))).isSameAs(call.thread());
            stage.complete("text");
            assertThat(call.value()).isEqualTo("text");
        }
    }

    @Test
    void runUntil_loopRunByAnotherThread_saysSo() throws Exception {
        try (EventLoop loop = driven()) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Call<String> call = Callers.PLATFORM_THREAD
                    .start(() -> loop.runUntil(stage, Nesting.ALL))
                    .whenWaitingFor(stage);
            assertThatThrownBy(() -> loop.runUntil(stage, Nesting.ALL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'caller'");
            stage.complete("text");
            call.value();
        }
    }

    @Test
    void runUntil_insideAnotherLoop_isRefused() {
        try (EventLoop outer = EventLoop.open("outer");
                EventLoop loop = driven()) {
            CompletableFuture<String> never = new CompletableFuture<>();
            assertThatThrownBy(() -> Bridge.await(
                            outer.submit(() -> loop.runUntil(never, Nesting.ALL)), CrossingException.class))
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC004))
                    .hasMessageContaining("loop 'driven'")
                    .hasMessageContaining("loop 'outer'");
        }
    }

    @Test
    void runUntil_stageFails_throwsWithTheOriginal() {
        try (EventLoop loop = driven()) {
            IOException original = new IOException("disk");
            CompletableFuture<String> stage = loop.submit(() -> {
                throw original;
            });
            assertThatThrownBy(() -> loop.runUntil(stage, Nesting.RELEVANT))
                    .isInstanceOf(AwaitException.class)
                    .cause()
                    .isSameAs(original);
            assertThat(loop.isCurrentThread()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Nesting.class)
    void runUntil_loopWithItsOwnThreadFromOutside_waitsHere(Nesting nesting) throws Exception {
        try (EventLoop loop = EventLoop.open("own")) {
            Thread thread = loop.runUntil(loop.submit(Thread::currentThread), nesting);
            assertThat(thread).isNotSameAs(Thread.currentThread());
        }
    }

    // -- runUntil inside a callback --

    private String nested(boolean ownThread, Nesting nesting) throws Exception {
        try (EventLoop loop = EventLoop.open(c -> c.withName("nested").withOwnThread(ownThread))) {
            CompletableFuture<String> outer = loop.submit(() -> {
                loop.executor().execute(() -> ran.add("unrelated"));
                CompletableFuture<Boolean> inner = loop.submit(() -> ran.add("inner"));
                loop.runUntil(inner, nesting);
                ran.add("outer");
                return "done";
            });
            String value = ownThread ? Bridge.await(outer) : loop.runUntil(outer, Nesting.ALL);
            CompletableFuture<String> last = loop.submit(() -> "last");
            loop.runUntil(last, Nesting.ALL);
            return value;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runUntil_insideACallbackRelevant_runsOnlyWhatTheStageNeeds(boolean ownThread) throws Exception {
        assertThat(nested(ownThread, Nesting.RELEVANT)).isEqualTo("done");
        assertThat(ran).containsExactly("inner", "outer", "unrelated");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runUntil_insideACallbackAll_runsEverythingInOrder(boolean ownThread) throws Exception {
        assertThat(nested(ownThread, Nesting.ALL)).isEqualTo("done");
        assertThat(ran).containsExactly("unrelated", "inner", "outer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runUntil_insideACallbackForbid_isRefused(boolean ownThread) {
        assertThatThrownBy(() -> nested(ownThread, Nesting.FORBID))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001));
    }
}
