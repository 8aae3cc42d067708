package dev.bascule.examples.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The transfer with the JDK alone, the wrong way: callbacks join and do file I/O on the loop's thread. */
record PlainTransfer(HttpClient client, Corpus corpus, Duration latency, Tally tally) {

    /** Transfers so many files and sees how it ends. */
    Seen transfer(int files, long patienceSeconds) throws Exception {
        try (PlainLoop loop = new PlainLoop("plain-loop");
                PlainLoop storage = new PlainLoop("plain-storage");
                FileServer server =
                        FileServer.start(number -> load(storage, number).get(), tally)) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            CompletableFuture<?>[] all = IntStream.range(0, files)
                    .mapToObj(number -> loop.supply(() -> fetch(server, number)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).get(patienceSeconds, TimeUnit.SECONDS);
            return Seen.result(began, true, true).withLag(ticker);
        }
    }

    /** The server's asynchronous storage. */
    private CompletableFuture<String> load(PlainLoop storage, int number) {
        return storage.schedule(latency, () -> {
            tally.count("read");
            return Files.readString(corpus.original(number)); // blocks the storage's loop
        });
    }

    private Boolean fetch(FileServer server, int number) throws IOException {
        tally.count("sent");
        HttpResponse<String> response = client.sendAsync(
                        HttpAndFile.request(server, number), HttpResponse.BodyHandlers.ofString())
                .join(); // blocks the loop until the response is there
        Files.writeString(corpus.copy(number), response.body());
        tally.count("written");
        if (corpus.isFaithful(number)) {
            tally.count("verified");
        }
        return true;
    }
}
