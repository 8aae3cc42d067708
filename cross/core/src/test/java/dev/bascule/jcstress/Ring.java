package dev.bascule.jcstress;

import dev.bascule.Bridge;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

/** Plain threads that each own a promise and wait for the next one's, all from the same instant. */
final class Ring {
    private final AtomicReferenceArray<CompletableFuture<String>> promises;
    private final Meeting meeting;

    Ring(int size) {
        promises = new AtomicReferenceArray<>(size);
        meeting = new Meeting(size);
    }

    /** One thread's part; how its wait ended. The dependent is what it waits for, made from the next one's promise. */
    String close(int me, UnaryOperator<CompletableFuture<String>> dependent) {
        CompletableFuture<String> mine = Bridge.ownedPromise("p" + me);
        promises.set(me, mine);
        meeting.attend();
        CompletableFuture<String> awaited = dependent.apply(promises.get((me + 1) % promises.length()));
        meeting.attend();
        try {
            return Guard.outcomeOf(() -> Bridge.await(awaited));
        } finally {
            mine.complete(Guard.KEPT);
        }
    }
}
