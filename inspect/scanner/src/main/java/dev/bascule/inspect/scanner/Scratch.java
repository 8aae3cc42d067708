package dev.bascule.inspect.scanner;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps jars that lie in jars as files, to be read in any order; they are gone when it is closed or the JVM ends. */
final class Scratch implements Closeable {
    /** Of all files together. */
    private static final long MOST_BYTES = 4L << 30;

    private static final int BUFFER = 1 << 16;

    private final Thread hook = new Thread(this::delete, "bascule-scratch");
    private final List<Path> files = new ArrayList<>();
    private @Nullable Path directory;
    private long bytes;

    /** A file with what the stream gives. */
    synchronized Path keep(InputStream in) throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("bascule-scan");
            Runtime.getRuntime().addShutdownHook(hook);
        }
        Path file = directory.resolve(files.size() + ".jar");
        files.add(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                if (bytes > MOST_BYTES) {
                    throw new IOException("the archives inside of others are larger than 4 GB together");
                }
                out.write(buffer, 0, count);
            }
        }
        return file;
    }

    private synchronized void delete() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            // A temporary directory that somebody else cleans.
        }
    }

    @Override
    public void close() {
        delete();
        if (directory != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException down) {
                // It runs already.
            }
        }
    }
}
