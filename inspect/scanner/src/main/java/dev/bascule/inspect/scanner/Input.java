package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Finds the class files in directories, jars, and jars in jars. */
final class Input {
    /** A class file that is larger does not exist: no method, no constant and no attribute of any use fills it. */
    private static final int MOST_BYTES = 32 << 20;

    private static final String OTHER_VERSIONS = "META-INF/versions/";

    /** Is told of each class file. */
    interface Found {
        /**
         * A class file.
         *
         * @param name for messages: the jar or directory, and the file in it
         * @param isNested whether it comes from a jar in another one, which is a library of the application
         */
        void classFile(String name, byte[] bytes, boolean isNested);
    }

    private final Found found;
    private final Consumer<String> unreadable;

    /**
     * Reports to these.
     *
     * @param unreadable is told what could not be read, and why
     */
    Input(Found found, Consumer<String> unreadable) {
        this.found = found;
        this.unreadable = unreadable;
    }

    void read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                readDirectory(path);
            } else {
                readFile(path);
            }
        } catch (IOException e) {
            unreadable.accept(path + ": " + e);
        }
    }

    private void readDirectory(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                unreadable.accept(file + ": " + failure);
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        for (Path file : files) {
            try {
                readFile(file);
            } catch (IOException e) {
                unreadable.accept(file + ": " + e);
            }
        }
    }

    private void readFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (isClass(name)) {
            found.classFile(file.toString(), Files.readAllBytes(file), false);
        } else if (isArchive(name)) {
            try (InputStream in = Files.newInputStream(file);
                    ZipInputStream zip = new ZipInputStream(in)) {
                readArchive(file.toString(), zip, false);
            }
        }
    }

    private void readArchive(String where, ZipInputStream zip, boolean isNested) throws IOException {
        int entries = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            entries++;
            String name = entry.getName();
            if (entry.isDirectory() || name.startsWith(OTHER_VERSIONS)) {
                continue;
            }
            if (isClass(name)) {
                readClass(where, name, zip, isNested);
            } else if (isArchive(name) && !isNested) {
                readArchive(where + "!" + name, new ZipInputStream(zip), true);
            }
        }
        if (entries == 0) {
            unreadable.accept(where + ": no archive, or an empty one");
        }
    }

    private void readClass(String where, String name, ZipInputStream zip, boolean isNested) throws IOException {
        byte[] bytes = zip.readNBytes(MOST_BYTES);
        if (bytes.length == MOST_BYTES) {
            unreadable.accept(where + "!" + name + ": larger than any class file");
            return;
        }
        found.classFile(where + "!" + name, bytes, isNested);
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static boolean isArchive(String name) {
        return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".zip");
    }
}
