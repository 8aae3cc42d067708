package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.scanner.find.LoopFinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

/** What cannot be read is named, and the rest is scanned all the same. */
@Timeout(60)
class BadInputTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path directory;

    private static byte[] good() {
        return Jars.emptyClass("Good", "java/lang/Object", Opcodes.V17);
    }

    @Test
    void jar_truncated_isNamed() throws Exception {
        byte[] jar = Jars.jar("Good.class", good());
        Path file = write("cut.jar", Arrays.copyOf(jar, jar.length / 2));
        ScanResult result = scan(file);
        assertThat(result.unseen().unreadable()).singleElement().asString().startsWith(file + ": ");
        assertThat(result.applicationClasses()).isZero();
    }

    @Test
    void entry_thatInflatesToMuchMore_isNotRead() throws Exception {
        byte[] bomb = new byte[4 * MEGABYTE];
        System.arraycopy(good(), 0, bomb, 0, good().length);
        Map<String, byte[]> entries = Jars.entries();
        entries.put("Bomb.class", bomb);
        entries.put("Good.class", good());
        ScanResult result = scan(write("bomb.jar", Jars.jar(entries)));
        assertThat(result.unseen().unreadable())
                .singleElement()
                .asString()
                .contains("bomb.jar!Bomb.class: larger than");
        assertThat(result.applicationClasses()).isEqualTo(1);
    }

    @Test
    void archive_fullOfBombs_isGivenUp() throws Exception {
        Map<String, byte[]> entries = Jars.entries();
        for (int i = 0; i < 30; i++) {
            entries.put("Bomb" + i + ".class", new byte[2 * MEGABYTE]);
        }
        ScanResult result = scan(write("bombs.jar", Jars.jar(entries)));
        assertThat(result.unseen().unreadable())
                .hasSize(30)
                .anySatisfy(line -> assertThat(line).contains("too much of the archive"));
    }

    @Test
    void archive_inTooManyOthers_isNamed() throws Exception {
        byte[] jar = Jars.jar("Good.class", good());
        for (int i = 0; i < 8; i++) {
            jar = Jars.jar("inner.jar", jar);
        }
        ScanResult result = scan(write("deep.jar", jar));
        assertThat(result.unseen().unreadable()).singleElement().asString().contains("an archive in more than");
    }

    @Test
    void jar_inAJar_isALibrary() throws Exception {
        Map<String, byte[]> entries = Jars.entries();
        entries.put("BOOT-INF/classes/Good.class", good());
        entries.put(
                "BOOT-INF/lib/other.jar",
                Jars.jar("Other.class", Jars.emptyClass("Other", "java/lang/Object", Opcodes.V17)));
        ScanResult result = scan(write("boot.jar", Jars.jar(entries)));
        assertThat(result.unseen().unreadable()).isEmpty();
        assertThat(result.applicationClasses()).isEqualTo(1);
        assertThat(result.libraryClasses()).isEqualTo(1);
    }

    @Test
    void classFile_ofANewerJava_isNamed() throws Exception {
        Path file = write("Newer.class", Jars.emptyClass("Newer", "java/lang/Object", 99));
        assertThat(scan(file).unseen().unreadable())
                .containsExactly(file + ": class file version 99 (Java 55) is newer than this tool knows");
    }

    @Test
    void class_ofTheSameNameTwice_theFirstCounts() throws Exception {
        Path first = write("1.jar", Jars.jar("Good.class", good()));
        Path second = write("2.jar", Jars.jar("Good.class", Jars.largeClass("Good", 1)));
        assertThat(scan(first, second).applicationClasses()).isEqualTo(1);
        assertThat(scan(second, first).applicationClasses()).isEqualTo(1);
    }

    @Test
    void hierarchy_thatIsACycleOrHasGaps_isScanned() throws Exception {
        Map<String, byte[]> entries = Jars.entries();
        entries.put("A.class", Jars.emptyClass("A", "B", Opcodes.V17));
        entries.put("B.class", Jars.emptyClass("B", "A", Opcodes.V17));
        entries.put("C.class", Jars.emptyClass("C", "C", Opcodes.V17));
        entries.put("D.class", Jars.emptyClass("D", "com/acme/Gone", Opcodes.V17));
        ScanResult result = scan(write("odd.jar", Jars.jar(entries)));
        assertThat(result.unseen().unreadable()).isEmpty();
        assertThat(result.applicationClasses()).isEqualTo(4);
        assertThat(result.unseen().missingPackages()).containsExactly("com.acme");
    }

    @Test
    void method_asLargeAsTheyCanBe_isScanned() throws Exception {
        ScanResult result = scan(write("Large.class", Jars.largeClass("Large", 16_000)));
        assertThat(result.unseen().unreadable()).isEmpty();
        assertThat(result.applicationClasses()).isEqualTo(1);
    }

    @Test
    void file_thatIsNoArchive_isNamed() throws Exception {
        Path file = write("notes.txt", new byte[] {1, 2, 3});
        assertThat(scan(file).unseen().unreadable()).singleElement().asString().startsWith(file + ": ");
    }

    @Test
    void library_thatCannotBeRead_isNamed() throws Exception {
        Path good = write("Good.class", good());
        Path library = write("lib.jar", new byte[] {1, 2, 3});
        ScanResult result =
                Scanner.scan(new ScanRequest(List.of(good), List.of(library)), Catalogs.builtIn(), Progress.NONE);
        assertThat(result.unseen().unreadable()).singleElement().asString().startsWith(library + ": ");
    }

    @Test
    void class_inADirectoryWhoseNameIsNoText_isScanned() throws Exception {
        Path odd = Files.createDirectories(directory.resolve("f\u00fcr uns").resolve("\u65e5\u672c"));
        Files.write(odd.resolve("Good.class"), good());
        Files.write(odd.resolve("\u00fc.jar"), Jars.jar("Other.class", classOf(LoopFinds.class)));
        ScanResult result = scan(directory);
        assertThat(result.unseen().unreadable()).isEmpty();
        assertThat(result.applicationClasses()).isEqualTo(2);
    }

    private static byte[] classOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return in.readAllBytes();
        }
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private static ScanResult scan(Path... paths) throws InterruptedException {
        return Scanner.scan(new ScanRequest(List.of(paths), List.of()), Catalogs.builtIn(), Progress.NONE);
    }
}
