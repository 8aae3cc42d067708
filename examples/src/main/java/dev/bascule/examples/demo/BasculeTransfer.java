package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.function.ThrowingFunction;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The same transfer with Bascule: async code calls sync code and sync code calls async code, over the bridge. */
record BasculeTransfer(HttpClient client, Corpus corpus, Duration latency, Tally tally) {
    private static final int LANES = 32;

    /** Transfers so many files and sees how it ends. */
    Seen transfer(int files, long patienceSeconds) throws Exception {
        try (EventLoop loop = EventLoop.open("orders");
                EventLoop storage = EventLoop.open("storage");
                FileServer server = FileServer.start(loader(storage)::apply, tally)) {
            Function<Integer, CompletableFuture<Boolean>> fetch = fetching(loop, server);
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            CompletableFuture<?>[] lanes = IntStream.range(0, LANES)
                    .mapToObj(first -> lane(fetch, first, files))
                    .toArray(CompletableFuture<?>[]::new);
            Bridge.await(Bridge.allOf(lanes), Duration.ofSeconds(patienceSeconds));
            return Seen.result(began, true, true).withLag(ticker);
        }
    }

    /** The server's asynchronous storage, as its sync handler calls it. */
    private ThrowingFunction<Integer, String, InterruptedException> loader(EventLoop storage) {
        Function<Integer, CompletableFuture<String>> read = Offload.io().wrap(this::read);
        return Bridge.blocking(
                (Integer number) -> storage.schedule(latency, () -> number).thenCompose(read));
    }

    /** The client: asynchronous on the loop, its file I/O on the offload. */
    private Function<Integer, CompletableFuture<Boolean>> fetching(EventLoop loop, FileServer server) {
        BiFunction<Integer, String, CompletableFuture<Boolean>> save =
                Offload.io().wrap(this::save);
        return number -> loop.call(() -> send(server, number))
                .thenComposeAsync(response -> save.apply(number, response.body()), loop.executor());
    }

    /** Every 32nd file from the first on, one after the other; so at most 32 requests are under way. */
    private static CompletableFuture<Boolean> lane(
            Function<Integer, CompletableFuture<Boolean>> fetch, int number, int files) {
        return number >= files
                ? CompletableFuture.completedFuture(true)
                : fetch.apply(number).thenCompose(done -> lane(fetch, number + LANES, files));
    }

    private CompletableFuture<HttpResponse<String>> send(FileServer server, int number) {
        tally.count("sent");
        return client.sendAsync(HttpAndFile.request(server, number), HttpResponse.BodyHandlers.ofString());
    }

    // -- sync code --

    private String read(int number) throws IOException {
        tally.count("read");
        return Files.readString(corpus.original(number));
    }

    private Boolean save(int number, String text) throws IOException {
        Files.writeString(corpus.copy(number), text);
        tally.count("written");
        if (corpus.isFaithful(number)) {
            tally.count("verified");
        }
        return true;
    }
}
