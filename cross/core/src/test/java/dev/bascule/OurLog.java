package dev.bascule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open; it goes nowhere else then. */
public final class OurLog extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("dev.bascule");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private final Consumer<LogRecord> listener;

    public OurLog() {
        this(entry -> {});
    }

    /** With one that is told on the thread that logs, before that goes on. */
    public OurLog(Consumer<LogRecord> listener) {
        this.listener = listener;
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
    }

    public List<LogRecord> records() {
        return records;
    }

    public List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /** The failures of this type that were logged. */
    public List<Throwable> thrown(Class<? extends Throwable> type) {
        return records.stream()
                .map(LogRecord::getThrown)
                .filter(type::isInstance)
                .toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
        listener.accept(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
