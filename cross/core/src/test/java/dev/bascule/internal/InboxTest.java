package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The inbox alone, and with a loop that parks beside it. */
class InboxTest {
    @Test
    void poll_acrossManySegments_givesTasksInOrder() {
        Inbox inbox = new Inbox();
        for (int round = 0; round < 3; round++) {
            assertThat(inbox.isEmpty()).isTrue();
            assertThat(inbox.hasNext()).isFalse();
            assertThat(inbox.poll()).isNull();
            for (int i = 0; i < 1_040; i++) { // ends once on the edge of a segment
                inbox.push(new Numbered(0, i));
            }
            for (int i = 0; i < 1_040; i++) {
                assertThat(inbox.isEmpty()).isFalse();
                assertThat(inbox.hasNext()).isTrue();
                assertThat(((Numbered) inbox.poll()).number).isEqualTo(i);
            }
        }
    }

    @Test
    void producers_racing_keepTheirOrder() throws Exception {
        int producers = 4;
        int tasks = 200_000;
        Inbox inbox = new Inbox();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            threads.add(start(() -> {
                for (int number = 1; number <= tasks; number++) {
                    inbox.push(new Numbered(producer, number));
                }
            }));
        }
        int[] last = new int[producers];
        for (int left = producers * tasks; left > 0; ) {
            Numbered task = (Numbered) inbox.poll();
            if (task == null) {
                Thread.onSpinWait();
            } else {
                assertThat(task.number).isEqualTo(last[task.producer] + 1);
                last[task.producer] = task.number;
                left--;
            }
        }
        assertThat(inbox.isEmpty()).isTrue();
        for (CompletableFuture<Void> thread : threads) {
            thread.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void tasks_thatArriveAsTheLoopParks_areNeverForgotten() throws Exception {
        arriveAsItParks(20_000);
    }

    @Tag("stress")
    @Test
    void tasks_thatArriveAsTheLoopParks_areNeverForgotten_long() throws Exception {
        arriveAsItParks(1_000_000);
    }

    private static void arriveAsItParks(int tasks) throws Exception {
        try (EventLoop loop = EventLoop.open("parking")) {
            for (int i = 0; i < tasks; i++) {
                int number = i;
                assertThat(loop.submit(() -> number).get(20, TimeUnit.SECONDS)).isEqualTo(number);
                for (int spin = ThreadLocalRandom.current().nextInt(300); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static CompletableFuture<Void> start(Runnable body) {
        return CompletableFuture.runAsync(body, work -> new Thread(work).start());
    }
}
