package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.agent.hook.Hook;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hook as this JVM has it beside that of an agent: nothing is advised to call it. */
class HookTest {
    private final Hook hook = new Hook();
    private final long[] record = new long[Hook.SIZE];
    private final List<Long> told = new ArrayList<>();

    @BeforeEach
    void connect() {
        Thread test = Thread.currentThread();
        Function<Thread, long[]> classifier = thread -> thread == test ? record : null;
        LongConsumer listener = told::add;
        hook.accept("classifier", classifier);
        hook.accept("listener", listener);
        hook.accept("threshold", 0L);
        hook.accept("on", true);
    }

    @AfterEach
    void turnOff() {
        hook.accept("on", false);
    }

    @Test
    void callsInACall_areOne() {
        Hook.enter();
        Hook.enter();
        Hook.exit();
        assertThat(told).isEmpty();
        Hook.exit();
        assertThat(told).hasSize(1);
    }

    @Test
    void channel_thatDoesNotBlock_isNotTold() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            Hook.enter(channel);
            Hook.exit();
            assertThat(told).isEmpty();
            Hook.enter();
            Hook.exit();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void channel_whoseModeIsChangedDuringACall_leavesNothingBehind() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            Hook.enter(channel);
            channel.configureBlocking(false);
            Hook.exit();
            assertThat(record[Hook.DEPTH]).isZero();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void listener_thatHasNoRoomOnTheStack_leavesNothingBehind() {
        LongConsumer overflowing = nanos -> {
            throw new StackOverflowError();
        };
        hook.accept("listener", overflowing);
        Hook.enter();
        Hook.exit();
        assertThat(record[Hook.DEPTH]).isZero();
    }

    @Test
    void endThatWasNotTold_isForgottenAtTheLoopsNextTurn() {
        Hook.enter();
        Hook.turn();
        assertThat(record[Hook.DEPTH]).isZero();
        Hook.exit();
        assertThat(told).isEmpty();
        assertThat(record[Hook.TURNS]).isEqualTo(1);
    }
}
