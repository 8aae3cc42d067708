package dev.bascule.examples.demo;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line on the terminal that says what runs now and for how long; gone when it is closed. */
final class Progress implements AutoCloseable {
    private static final long REFRESH_MILLIS = 100;
    private static final int WIDTH = 78;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean live;
    private final Thread hook = new Thread(this::hide, "hide-progress");

    // -- guarded by this --
    private @Nullable String what;
    private long began;
    private boolean closed;

    Progress(Terminal terminal) {
        err = terminal.err();
        live = terminal.live();
        if (live) {
            Thread thread = new Thread(this::refresh, "show-progress");
            thread.setDaemon(true);
            thread.start();
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /** Shows this from now on. */
    synchronized void show(String newWhat) {
        what = newWhat;
        began = System.nanoTime();
        draw();
    }

    /** Takes the line away, so that something else can be printed. */
    synchronized void hide() {
        what = null;
        if (live) {
            err.print(CLEAR);
            err.flush();
        }
    }

    private synchronized void draw() {
        if (live && what != null) {
            double seconds = (System.nanoTime() - began) / 1e9;
            String line = String.format(Locale.ROOT, "%6.1f s  %s", seconds, what);
            err.print(CLEAR + line.substring(0, Math.min(line.length(), WIDTH)));
            err.flush();
        }
    }

    private void refresh() {
        try {
            synchronized (this) {
                while (!closed) {
                    draw();
                    wait(REFRESH_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        hide();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (live) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // The hook finds nothing to hide.
            }
        }
    }
}
