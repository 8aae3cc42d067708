package dev.bascule.inspect.trusted.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Sends a number of requests, some at a time, and waits on the calling thread for all answers. */
final class Load {
    private static final int AT_ONCE = 32;
    private static final long PATIENCE_SECONDS = 60;

    private final int requests;
    private final IntFunction<CompletableFuture<String>> client;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Load(int requests, IntFunction<CompletableFuture<String>> client) {
        this.requests = requests;
        this.client = client;
    }

    /** The client is given the number of the request, which its answer must begin with. */
    static void run(int requests, IntFunction<CompletableFuture<String>> client) throws InterruptedException {
        Load load = new Load(requests, client);
        for (int i = 0; i < Math.min(requests, AT_ONCE); i++) {
            load.send();
        }
        try {
            load.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            System.out.println(requests + " answers");
        } catch (ExecutionException | TimeoutException e) {
            e.printStackTrace();
            System.exit(1); // the loops would keep the program
        }
    }

    private void send() {
        int number = sent.getAndIncrement();
        if (number < requests) {
            client.apply(number).whenComplete((answer, failure) -> answered(number, answer, failure));
        }
    }

    private void answered(int number, String answer, Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else if (!answer.startsWith(number + " ")) {
            done.completeExceptionally(new CompletionException("answer to " + number + ": " + answer, null));
        } else if (answered.incrementAndGet() == requests) {
            done.complete(null);
        } else {
            send();
        }
    }
}
