package dev.bascule.examples.demo;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A real HTTP server and client, and real files; async and sync code call each other in both directions. */
final class HttpAndFile implements Scenario {
    private static final int REQUESTS = 1_000;
    private static final int WARM_UP = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public About about() {
        return new About(
                "http-and-file",
                String.format(
                        Locale.ROOT,
                        "%,d HTTP requests and their files; async and sync code call each other",
                        REQUESTS),
                "sync file I/O and .result() in coroutines; asgiref's async_to_sync and sync_to_async",
                "Each join and each file access holds the loop, so one request after the other is served, and nothing"
                        + " else. With Bascule the loop only passes things on: file I/O runs on Offload.io(), the"
                        + " server's sync handler calls the async storage through Bridge.blocking, and up to 32"
                        + " requests are under way at once.");
    }

    static HttpRequest request(FileServer server, int number) {
        return HttpRequest.newBuilder(server.uri(number)).timeout(TIMEOUT).build();
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration latency = Collections.max(List.of(trials.length(0.001), Duration.ofMillis(1)));
        long patience = trials.patience().toSeconds();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (TempDir temp = new TempDir()) {
            trials.prepare("writing " + REQUESTS + " files, warming both ways up");
            Corpus corpus = Corpus.write(temp, REQUESTS);
            plain(client, corpus, latency, WARM_UP, patience);
            bascule(client, corpus, latency, WARM_UP, patience);
            Corpus first = corpus.copyingTo(temp.directory("plain"));
            Corpus second = corpus.copyingTo(temp.directory("bascule"));
            Run plain = trials.wrong(
                    "sendAsync().join() and file I/O in callbacks",
                    () -> plain(client, first, latency, REQUESTS, patience));
            Run bascule = trials.bascule(
                    "thenCompose, Offload.io(), Bridge.blocking",
                    () -> bascule(client, second, latency, REQUESTS, patience));
            return List.of(
                    new Check("the wrong way accounts for every request", accountedFor(plain)),
                    new Check("Bascule accounts for every request", accountedFor(bascule)),
                    Check.ratio("time with Bascule against the wrong way", bascule.millis(), plain.millis(), 0.9),
                    Check.ratio("ticker's worst lag against the wrong way", bascule.lag(), plain.lag(), 0.5));
        }
    }

    private static Seen plain(HttpClient client, Corpus corpus, Duration latency, int files, long patience)
            throws Exception {
        Tally tally = new Tally();
        Seen seen = new PlainTransfer(client, corpus, latency, tally).transfer(files, patience);
        return seen.withCounts(tally.counts());
    }

    private static Seen bascule(HttpClient client, Corpus corpus, Duration latency, int files, long patience)
            throws Exception {
        Tally tally = new Tally();
        Seen seen = new BasculeTransfer(client, corpus, latency, tally).transfer(files, patience);
        return seen.withCounts(tally.counts());
    }

    private static boolean accountedFor(Run run) {
        return run.completed() && run.seen().counts().equals(Tally.all(REQUESTS));
    }
}
