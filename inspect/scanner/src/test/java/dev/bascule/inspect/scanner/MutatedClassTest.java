package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.scanner.find.LoopFinds;
import dev.bascule.inspect.scanner.find.ReactorFinds;
import dev.bascule.inspect.scanner.find.StageFinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Class files with errors in them: each ends in a result that counts it or names it, and in time. */
class MutatedClassTest {
    private static final int JARS = 20;
    private static final int MUTANTS = 150;
    private static final long SEED = 20_260_101;

    @TempDir
    private Path directory;

    @Test
    @Timeout(90)
    void scan_ofMutants_readsOrNamesEach() throws Exception {
        for (int i = 0; i < JARS; i++) {
            scanMutants(new Random(SEED + i));
        }
    }

    @Test
    @Tag("stress")
    @Timeout(1200)
    void scan_ofManyMutants_readsOrNamesEach() throws Exception {
        for (int i = 0; i < 50 * JARS; i++) {
            scanMutants(new Random(i));
        }
    }

    private void scanMutants(Random random) throws Exception {
        List<byte[]> originals = originals();
        Map<String, byte[]> entries = Jars.entries();
        for (int i = 0; i < MUTANTS; i++) {
            entries.put(i + ".class", mutated(originals.get(i % originals.size()), random));
        }
        Path jar = Files.write(directory.resolve("mutants.jar"), Jars.jar(entries));
        ScanResult asProgram = scan(List.of(jar), List.of());
        assertThat(asProgram.unseen().unreadable().size() + asProgram.applicationClasses())
                .isLessThanOrEqualTo(MUTANTS) // several have the same name
                .isPositive();
        Path good = Files.write(directory.resolve("Good.class"), originals.get(0));
        assertThat(scan(List.of(good), List.of(jar)).applicationClasses()).isEqualTo(1);
    }

    private static ScanResult scan(List<Path> paths, List<Path> libraries) throws InterruptedException {
        return Scanner.scan(new ScanRequest(paths, libraries), Catalogs.builtIn(), Progress.NONE);
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            mutant[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 0xff;
                case 2 -> (byte) (mutant[at] ^ (1 << random.nextInt(8)));
                default -> (byte) random.nextInt();
            };
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }

    private static List<byte[]> originals() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (Class<?> each : List.of(ReactorFinds.class, StageFinds.class, LoopFinds.class)) {
            try (InputStream in = each.getResourceAsStream(each.getSimpleName() + ".class")) {
                files.add(in.readAllBytes());
            }
        }
        return files;
    }
}
