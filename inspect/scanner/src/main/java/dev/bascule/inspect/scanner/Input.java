package dev.bascule.inspect.scanner;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;

/** Finds the class files in directories, jars, and jars in jars. */
final class Input implements Closeable {
    private static final int MOST_DEPTH = 4;

    /** Is told of what there is, in the order of a class path. */
    interface Found {
        /**
         * Class files.
         *
         * @param isNested whether they come from a jar in another one, which is a library of the application
         */
        void container(Container container, boolean isNested);
    }

    private final BiConsumer<String, String> catalogs;
    private final Consumer<String> unreadable;
    private final Scratch scratch = new Scratch();
    private final List<Container> open = new ArrayList<>();

    /**
     * Reports to these.
     *
     * @param catalogs is told the names and texts of catalogues
     * @param unreadable is told what could not be read, and why
     */
    Input(BiConsumer<String, String> catalogs, Consumer<String> unreadable) {
        this.catalogs = catalogs;
        this.unreadable = unreadable;
    }

    void read(Path path, Found found) {
        try {
            if (Files.isDirectory(path)) {
                readDirectory(path, found);
            } else if (Archive.isClass(name(path))) {
                tell(new Container.Loose(List.of(path)), false, found);
            } else {
                readArchive(path, found);
            }
        } catch (IOException e) {
            unreadable.accept(path + ": " + reason(e));
        }
    }

    private void readDirectory(Path directory, Found found) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                unreadable.accept(file + ": " + reason(failure));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        for (Path file : files) {
            if (directory.relativize(file).toString().replace('\\', '/').startsWith(Archive.CATALOGS)
                    && Archive.isCatalog(name(file))) {
                catalogs.accept(file.toString(), Files.readString(file));
            }
        }
        List<Path> classes =
                files.stream().filter(file -> Archive.isClass(name(file))).toList();
        tell(new Container.Loose(classes), false, found);
        files.stream().filter(file -> Archive.isArchive(name(file))).forEach(file -> readArchive(file, found));
    }

    private void readArchive(Path file, Found found) {
        String where = file.toString();
        try {
            // A name that is not in the encoding of the system is lost in a File: then a copy is read.
            Path known = Files.exists(file) && !file.toFile().exists() ? copy(file) : file;
            readArchive(where, known, 0, found);
        } catch (IOException | RuntimeException e) { // names that no encoding has, and whatever else a zip can hold
            unreadable.accept(where + ": " + reason(e));
        }
    }

    private Path copy(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return scratch.keep(in);
        }
    }

    private void readArchive(String where, Path file, int depth, Found found) throws IOException {
        Archive archive = new Archive(where, file.toFile());
        open.add(archive);
        if (archive.isEmpty()) {
            throw new IOException("an empty archive");
        }
        archive.catalogs().forEach(catalogs);
        tell(archive, depth > 0, found);
        for (ZipEntry nested : archive.archives()) {
            String name = where + "!" + nested.getName();
            try (InputStream in = archive.open(nested)) {
                if (depth == MOST_DEPTH) {
                    throw new IOException("an archive in more than " + MOST_DEPTH + " others");
                }
                readArchive(name, scratch.keep(in), depth + 1, found);
            } catch (IOException e) {
                unreadable.accept(name + ": " + reason(e));
            }
        }
    }

    private static void tell(Container container, boolean isNested, Found found) {
        if (container.size() > 0) {
            found.container(container, isNested);
        }
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    static String reason(Exception e) {
        return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
    }

    @Override
    public void close() {
        for (Container each : open) {
            try {
                each.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
        scratch.close();
    }
}
