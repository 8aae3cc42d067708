package dev.bascule.bench.watch;

import dev.bascule.inspect.agent.program.probe.Probes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import reactor.blockhound.BlockHound;

/** Runs the probes under BlockHound, and writes to the given file which of them it has seen. */
public final class BlockHoundProbes {
    private BlockHoundProbes() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> seen = new ConcurrentSkipListSet<>();
        BlockHound.install(builder -> builder.nonBlockingThreadPredicate(
                        known -> known.or(thread -> thread.getName().equals(Probes.LOOP)))
                .blockingMethodCallback(method -> {
                    String running = Probes.running();
                    if (running != null) {
                        seen.add(running);
                    }
                }));
        Path file = Path.of(arguments[0]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file, seen)));
        Probes.main(new String[0]);
    }

    private static void write(Path file, Set<String> seen) {
        try {
            Files.writeString(file, Seen.tally(seen));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
