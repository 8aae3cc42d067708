package dev.bascule.inspect.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds the catalogue files that class directories and jars bring with them. */
final class ShippedCatalogs {
    private static final String DIRECTORY = "META-INF/bascule/";
    private static final int MOST_BYTES = 2_000_000;

    /** Texts by the names that messages use. */
    private final Map<String, String> found = new TreeMap<>();

    private ShippedCatalogs() {}

    /** What stands under META-INF/bascule in them, or, in a directory of jars, in those. What cannot be read is passed over: the scan tells it. */
    static Map<String, String> in(List<Path> paths) {
        ShippedCatalogs catalogs = new ShippedCatalogs();
        for (Path path : paths) {
            try {
                if (Files.isDirectory(path)) {
                    catalogs.readDirectory(path);
                } else {
                    catalogs.readArchive(path);
                }
            } catch (IOException | UncheckedIOException unreadable) {
                // The scan reads the same file and says so.
            }
        }
        return catalogs.found;
    }

    private void readDirectory(Path directory) throws IOException {
        for (Path file : list(directory.resolve(DIRECTORY))) {
            if (isCatalog(file.toString())) {
                found.put(file.toString(), Files.readString(file));
            }
        }
        for (Path file : list(directory)) {
            if (file.toString().endsWith(".jar")) {
                readArchive(file);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void readArchive(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith(DIRECTORY) && isCatalog(entry.getName())) {
                    byte[] bytes = zip.getInputStream(entry).readNBytes(MOST_BYTES);
                    found.put(file + "!/" + entry.getName(), new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static boolean isCatalog(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
