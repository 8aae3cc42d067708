package dev.bascule.inspect.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What is told of calls that were seen to block. */
final class Telling {
    @Option(
            names = {"-t", "--threshold"},
            paramLabel = "TIME",
            defaultValue = "1ms",
            converter = TimeSpan.class,
            description = "Calls that take less time are not told: 500us, 1ms, 2s; ${DEFAULT-VALUE} by default.")
    private Duration threshold = Duration.ofMillis(1);

    @Option(
            names = "--notes",
            description = "Tells what is short as a rule, too: locks, monitors, printing, file attributes.")
    private boolean notes;

    Duration threshold() {
        return threshold;
    }

    boolean notes() {
        return notes;
    }
}
