package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the headers of archives in a directory, by what is in the archive and not by its name or time. What is broken there
 * is made again. Where nothing can be written the scan goes on without, and that is told once. Used by several threads, and
 * by several processes: files are never changed, only put there and taken away.
 */
final class Cache {
    /** To be counted up when other headers are made of the same class files. */
    private static final int FORMAT = 2;

    private static final String END = ".v" + FORMAT;
    private static final Duration UNUSED = Duration.ofDays(60);
    private static final Duration EXACT_USE = Duration.ofDays(1);
    private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}.*\\.(v\\d+|tmp)");

    /** Shared by those that write; a process that ends takes it for good, so that it leaves no file that is half written. */
    private static final ReadWriteLock WRITING = new ReentrantReadWriteLock();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(WRITING.writeLock()::lock, "bascule-cache"));
    }

    private final Path directory;
    private final Consumer<String> notes;
    private final AtomicBoolean isUseless = new AtomicBoolean();

    /** In that directory, which is made when something is kept. */
    Cache(Path directory, Consumer<String> notes) {
        this.directory = directory;
        this.notes = notes;
    }

    /**
     * The key of an archive, made of the checksums in its directory: to read all that is in it would take longer than the
     * rest of a scan. The code that is followed is never from here but from the archive.
     */
    static String key(Archive archive) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            archive.identify(digest);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** The headers of the class files of an archive, in their order; null if they have to be read. */
    @Nullable
    List<Header> load(String key, int classes, Pool pool) {
        Path file = directory.resolve(key + END);
        try {
            List<Header> headers = HeaderCodec.decode(Files.readAllBytes(file), pool);
            if (headers.size() == classes) {
                used(file);
                return headers;
            }
        } catch (NoSuchFileException notThere) {
            return null;
        } catch (IOException | RuntimeException broken) {
            // It is written again.
        }
        return null;
    }

    private static void used(Path file) {
        Instant now = Instant.now();
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(EXACT_USE))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException notOurs) {
            // Whose it is keeps it or does not.
        }
    }

    /** Keeps the headers of an archive. */
    void store(String key, List<Header> headers) {
        if (isUseless.get() || !WRITING.readLock().tryLock()) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path temporary = Files.createTempFile(directory, key, ".tmp");
            try {
                Files.write(temporary, HeaderCodec.encode(headers));
                Files.move(temporary, directory.resolve(key + END), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            if (isUseless.compareAndSet(false, true)) {
                notes.accept("the cache in " + directory + " cannot be written, so the next run takes as long: " + e);
            }
        } finally {
            WRITING.readLock().unlock();
        }
    }

    /** Takes away what was not used for long. */
    void clean() {
        Instant limit = Instant.now().minus(UNUSED);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean isOurs = OURS.matcher(file.getFileName().toString()).matches();
                if (isOurs && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // Then it stays.
        }
    }
}
