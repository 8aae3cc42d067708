package dev.bascule.inspect.cli;

import dev.bascule.inspect.scanner.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on the terminal that says what is done now, once it has taken a second; gone when it is closed. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CLEAR = "\r\033[K";

    private final Terminal terminal;
    private final long began = System.nanoTime();
    private long drawn;
    private boolean shown;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void at(String phase, int done) {
        long now = System.nanoTime();
        if (terminal.live() && now - began > QUIET_NANOS && (!shown || now - drawn > REFRESH_NANOS)) {
            drawn = now;
            shown = true;
            terminal.err()
                    .print(CLEAR + String.format(Locale.ROOT, "%5.1f s  %s, %,d", (now - began) / 1e9, phase, done));
            terminal.err().flush();
        }
    }

    /** At once: something begins that takes longer than a second and does not tell how far it is. */
    synchronized void now(String phase) {
        if (terminal.live()) {
            shown = true;
            terminal.err().print(CLEAR + phase + " ...");
            terminal.err().flush();
        }
    }

    @Override
    public synchronized void close() {
        if (shown) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
            shown = false;
        }
    }
}
