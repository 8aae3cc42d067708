package dev.bascule.inspect.scanner;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the class files of a request, several at a time. Of two with the same name the first one counts, as on a class path;
 * their order is that of the request, whoever is done first.
 */
final class ClassFiles implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION_AT = 6;
    private static final int HEADER = 8;

    private final ClassParser parser;
    private final Progress progress;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), ClassFiles::worker);
    private final Map<String, ClassInfo> classes = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Callable<Parsed>> batch = new ArrayList<>();
    private int count;

    /** A class, or why there is none. */
    private record Parsed(@Nullable ClassInfo info, String problem) {}

    ClassFiles(Interest interest, Progress progress) {
        this.parser = new ClassParser(interest);
        this.progress = progress;
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "bascule-scan");
        thread.setDaemon(true);
        return thread;
    }

    void read(Path path, boolean isApplication) throws InterruptedException {
        int before = count;
        try {
            new Input((name, bytes, nested) -> add(name, bytes, isApplication && !nested), unreadable::add).read(path);
        } catch (Interruption e) {
            throw new InterruptedException();
        }
        parseBatch();
        if (isApplication && count == before) {
            unreadable.add(path + ": no class files in it");
        }
    }

    /** Carries an interrupt through the reading of archives. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void add(String name, byte[] bytes, boolean isApplication) {
        count++;
        batch.add(() -> parse(name, bytes, isApplication));
        if (batch.size() == BATCH) {
            try {
                parseBatch();
            } catch (InterruptedException e) {
                throw new Interruption();
            }
        }
    }

    private void parseBatch() throws InterruptedException {
        for (Future<Parsed> each : workers.invokeAll(batch)) {
            try {
                Parsed parsed = each.get();
                ClassInfo info = parsed.info();
                if (info != null) {
                    classes.putIfAbsent(info.name(), info);
                } else {
                    unreadable.add(parsed.problem());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause()); // out of memory, or an error of ours
            }
        }
        batch.clear();
        progress.at("reading classes", count);
    }

    private Parsed parse(String name, byte[] bytes, boolean isApplication) {
        if (bytes.length < HEADER || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            return new Parsed(null, name + ": not a class file");
        }
        try {
            return new Parsed(parser.parse(bytes, isApplication), "");
        } catch (RuntimeException broken) { // whatever ASM meets in it, of its own or of the JDK's
            return new Parsed(null, name + ": " + reason(bytes, broken));
        }
    }

    private static String reason(byte[] bytes, RuntimeException broken) {
        int version = ByteBuffer.wrap(bytes).getShort(VERSION_AT);
        return String.valueOf(broken.getMessage()).contains("Unsupported class file")
                ? "class file version " + version + " (Java " + (version - 44) + ") is newer than this tool knows"
                : "cannot be read: " + broken;
    }

    Map<String, ClassInfo> classes() {
        return classes;
    }

    /** What could not be read, each with the reason. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
