package dev.bascule.inspect.scanner;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Class files that belong together, and can be read in any order and by several threads. */
interface Container extends Closeable {
    /** How many there are. */
    int size();

    /** Of a class file, for messages: the jar or directory, and the file in it. */
    String name(int index);

    byte[] read(int index) throws IOException;

    /** Class files that lie in directories. */
    record Loose(List<Path> files) implements Container {
        @Override
        public int size() {
            return files.size();
        }

        @Override
        public String name(int index) {
            return files.get(index).toString();
        }

        @Override
        public byte[] read(int index) throws IOException {
            Path file = files.get(index);
            if (Files.size(file) > Archive.MOST_BYTES) {
                throw new IOException("larger than any class file");
            }
            return Files.readAllBytes(file);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
