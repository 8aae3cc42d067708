package dev.bascule.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Makes a jar with so many classes of a class path, and where there are not enough, with renamed copies of them. */
public final class Copies {
    private Copies() {}

    private record Place(Path jar, String entry) {}

    /** {@code DIRECTORY-OF-JARS OUTPUT COUNT}. */
    public static void main(String[] args) throws IOException {
        List<Place> places = places(Path.of(args[0]));
        Set<String> names = new HashSet<>();
        places.forEach(each -> names.add(each.entry().replace(".class", "")));
        int count = Integer.parseInt(args[2]);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < count; i++) {
                Place place = places.get(i % places.size());
                int copy = i / places.size();
                zip.putNextEntry(new ZipEntry((copy == 0 ? "" : "copy" + copy + "/") + place.entry()));
                zip.write(copy == 0 ? read(place) : renamed(read(place), names, "copy" + copy + "/"));
            }
        }
    }

    private static byte[] renamed(byte[] file, Set<String> names, String prefix) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassRemapper(writer, new Remapper() {
                            @Override
                            public String map(String name) {
                                return names.contains(name) ? prefix + name : name;
                            }
                        }),
                        0);
        return writer.toByteArray();
    }

    private static byte[] read(Place place) throws IOException {
        try (ZipFile zip = new ZipFile(place.jar().toFile())) {
            return zip.getInputStream(zip.getEntry(place.entry())).readAllBytes();
        }
    }

    private static List<Place> places(Path directory) throws IOException {
        List<Place> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars = new ArrayList<>(
                    files.filter(each -> each.toString().endsWith(".jar")).sorted().toList());
            Collections.shuffle(jars, new Random(1)); // classes of one jar belong together
            for (Path jar : jars) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    zip.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class")
                                    && !name.endsWith("module-info.class")
                                    && !name.startsWith("META-INF/")
                                    && seen.add(name))
                            .forEach(name -> found.add(new Place(jar, name)));
                }
            }
        }
        return found;
    }
}
