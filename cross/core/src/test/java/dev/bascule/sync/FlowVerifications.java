package dev.bascule.sync;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The suites of Reactive Streams; they are TestNG's, and {@link FlowConformanceTest} runs them. */
final class FlowVerifications {
    /** How long something may take that must come, how long is waited for what must not, and how often is looked. */
    private static final int LIMIT_MILLIS = 5_000;

    private static final int SILENCE_MILLIS = 150;
    private static final int POLL_MILLIS = 50;

    private FlowVerifications() {}

    private static TestEnvironment environment() {
        return new TestEnvironment(LIMIT_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
    }

    /** A queue that somebody fills as it is emptied. */
    public static class OfPublisher extends FlowPublisherVerification<Long> {
        private static final int CAPACITY = 16;

        /** By TestNG. */
        public OfPublisher() {
            super(environment());
        }

        @Override
        public Flow.Publisher<Long> createFlowPublisher(long elements) {
            DualQueue<Long> queue = DualQueue.create(CAPACITY);
            feed(queue, 0, elements);
            return queue.publisher();
        }

        private static void feed(DualQueue<Long> queue, long from, long to) {
            for (long i = from; i < to; i++) {
                CompletableFuture<Void> put = queue.putAsync(i);
                if (!put.isDone()) {
                    long next = i + 1;
                    put.thenRun(() -> feed(queue, next, to));
                    return;
                }
            }
            queue.close();
        }

        @Override
        public Flow.Publisher<Long> createFailedFlowPublisher() {
            DualQueue<Long> queue = DualQueue.create(CAPACITY);
            queue.close(new IOException("closed with a cause"));
            return queue.publisher();
        }
    }

    /** A queue that is emptied at once. */
    public static class OfSubscriber extends FlowSubscriberBlackboxVerification<Long> {
        /** By TestNG. */
        public OfSubscriber() {
            super(environment());
        }

        @Override
        public Flow.Subscriber<Long> createFlowSubscriber() {
            DualQueue<Long> queue = DualQueue.create(1);
            empty(queue);
            return queue.subscriber();
        }

        private static void empty(DualQueue<Long> queue) {
            queue.takeAsync().thenRun(() -> empty(queue));
        }

        @Override
        public Long createElement(int element) {
            return (long) element;
        }
    }
}
