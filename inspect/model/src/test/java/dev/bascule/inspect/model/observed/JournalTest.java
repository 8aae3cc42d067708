package dev.bascule.inspect.model.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.inspect.model.Evidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int SIZE = 64 << 10;

    @TempDir
    private Path directory;

    private static Frame frame(String type, String method, int line) {
        return new Frame(type, method, "(JLjava/lang/String;)V", "Acme.java", line, Set.of(type));
    }

    private static List<Frame> stack(String method) {
        return List.of(frame("java.lang.Thread", "sleep", 5), frame("com.acme.Acme", method, 17));
    }

    @Test
    void calls_atOnePlace_areAddedUp() throws IOException {
        Path file = directory.resolve("a");
        Journal journal = Journal.create(file, SIZE);
        int site = journal.site(stack("read"));
        journal.add(site, "loop-1", 3_000_000);
        journal.add(site, "loop-2", 5_000_000);
        journal.program("com.acme.Main");

        JournalReader.Contents contents = JournalReader.read(file);
        assertThat(contents.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(contents.program()).isEqualTo("com.acme.Main");
        assertThat(contents.ended()).isFalse();
        assertThat(contents.sightings()).singleElement().satisfies(sighting -> {
            assertThat(sighting.stack()).isEqualTo(stack("read"));
            Evidence evidence = sighting.evidence();
            assertThat(evidence.count()).isEqualTo(2);
            assertThat(evidence.totalNanos()).isEqualTo(8_000_000);
            assertThat(evidence.maxNanos()).isEqualTo(5_000_000);
            assertThat(evidence.threads()).containsExactly("loop-1", "loop-2");
            assertThat(evidence.lastSeen()).isAfterOrEqualTo(evidence.firstSeen());
            assertThat(evidence.stack())
                    .containsExactly("java.lang.Thread.sleep(Acme.java:5)", "com.acme.Acme.read(Acme.java:17)");
        });
    }

    @Test
    void fullJournal_canBeRead_whereverItEnds() {
        for (int size = Journal.HEADER; size < 2_000; size += 4) {
            Journal journal = Journal.inMemory(size);
            for (int i = 0; i < 10; i++) {
                int site = journal.site(stack("method" + "x".repeat(10 * i)));
                if (site >= 0) {
                    journal.add(site, "loop-" + "x".repeat(7 * i), 1);
                    journal.sourceName(
                            frame("com.acme.Acme", "lambda$" + i, 1), new SourceNames.Method("m" + i, "()V"));
                }
            }
            JournalReader.Contents contents = journal.contents();
            assertThat(contents.sightings().size() + contents.dropped()).isEqualTo(10);
        }
    }

    @Test
    void placeWithoutCalls_orWhoseCallIsCountedElsewhere_isNoSighting() {
        Journal journal = Journal.inMemory(SIZE);
        journal.site(stack("never"));
        int ended = journal.site(stack("ended"));
        journal.add(ended, "loop", 5);
        journal.forget(ended, 5);
        assertThat(journal.contents().sightings()).isEmpty();
    }

    @Test
    void callThatLasts_isOneCall() {
        Journal journal = Journal.inMemory(SIZE);
        int site = journal.site(stack("read"));
        journal.add(site, "loop", 1_000);
        journal.more(site, 1_000, 2_000);
        assertThat(journal.contents().sightings()).singleElement().satisfies(sighting -> {
            assertThat(sighting.evidence().count()).isEqualTo(1);
            assertThat(sighting.evidence().totalNanos()).isEqualTo(2_000);
        });
    }

    @Test
    void threads_beyondTheFirst_areNotNamed() {
        Journal journal = Journal.inMemory(SIZE);
        int site = journal.site(stack("read"));
        IntStream.range(0, 100).forEach(i -> journal.add(site, "loop-" + i, 1));
        assertThat(journal.contents().sightings().get(0).evidence().threads()).hasSize(Evidence.MOST_THREADS);
    }

    @Test
    void places_withoutRoom_areCounted() {
        Journal journal = Journal.inMemory(SIZE);
        IntStream.range(0, 10_000).forEach(i -> journal.site(stack("method" + i)));
        JournalReader.Contents contents = journal.contents();
        assertThat(contents.dropped()).isPositive().isLessThan(10_000);
        int kept = journal.site(List.of(stack("method0").get(0)));
        assertThat(kept).isNegative();
        assertThat(journal.contents().dropped()).isEqualTo(contents.dropped() + 1);
    }

    @Test
    void classOfWhichMoreIsKnownLater_isNamedInFullFromThenOn() {
        Journal journal = Journal.inMemory(SIZE);
        Frame little = new Frame("com.acme.Query", "run", "", null, 1, Set.of("com.acme.Query"));
        Frame all = new Frame("com.acme.Query", "run", "", null, 1, Set.of("com.acme.Query", "java.sql.Statement"));
        journal.add(journal.site(List.of(little)), "loop", 1);
        journal.add(journal.site(List.of(all)), "loop", 1);
        assertThat(journal.contents().sightings())
                .extracting(sighting -> sighting.stack().get(0).types())
                .containsExactlyInAnyOrder(little.types(), all.types());
    }

    @Test
    void whatIsTakenBack_isNotTold_unlessItIsToldAgain() {
        Journal journal = Journal.inMemory(SIZE);
        journal.told("v1-a", "{1}");
        journal.told("v1-b", "{2}");
        journal.told("v1-b", "{3}");
        journal.withdraw("v1-a");
        assertThat(journal.contents().told()).containsExactly("{3}");
        journal.told("v1-a", "{4}");
        assertThat(journal.contents().told()).containsExactly("{3}", "{4}");
    }

    @Test
    void recordOfImpossibleLength_isADamage(@TempDir Path directory) throws IOException {
        for (int length : new int[] {-8, Integer.MIN_VALUE, Integer.MAX_VALUE, SIZE}) {
            Path file = directory.resolve(length + ".journal");
            Journal journal = Journal.create(file, SIZE);
            journal.told("v1-a", "{1}");
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer.wrap(bytes).putInt(Journal.HEADER + 4, length);
            Files.write(file, bytes);
            assertThatThrownBy(() -> JournalReader.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void journalInMemory_losesNothing_whenItGrows() {
        Journal journal = Journal.inMemory(Journal.USUAL_SIZE);
        int first = journal.site(stack("first"));
        journal.add(first, "loop", 1);
        int[] sites = IntStream.range(0, 5_000)
                .map(i -> journal.site(stack("method" + i)))
                .toArray();
        IntStream.of(sites).forEach(site -> journal.add(site, "loop", 2));
        journal.add(first, "loop", 4);
        JournalReader.Contents contents = journal.contents();
        assertThat(contents.dropped()).isZero();
        assertThat(contents.sightings()).hasSize(5_001);
        assertThat(contents.sightings())
                .filteredOn(sighting -> sighting.stack().equals(stack("first")))
                .singleElement()
                .satisfies(
                        sighting -> assertThat(sighting.evidence().totalNanos()).isEqualTo(5));
    }

    @Test
    void lambda_isNamedAsItsMethod_alsoByConvention() {
        Journal journal = Journal.inMemory(SIZE);
        Frame known = frame("com.acme.Acme", "lambda$1", 3);
        journal.sourceName(known, new SourceNames.Method("handle", "()V"));
        SourceNames names = journal.contents().names();
        assertThat(names.enclosing("com.acme.Acme", new SourceNames.Method("lambda$1", known.descriptor())))
                .isEqualTo(new SourceNames.Method("handle", "()V"));
        assertThat(byConvention("lambda$handle$7")).isEqualTo("handle");
        assertThat(byConvention("lambda$new$0")).isEqualTo("<init>");
        assertThat(byConvention("lambda$static$0")).isEqualTo("<clinit>");
        assertThat(byConvention("handle$lambda$0")).isEqualTo("handle");
        assertThat(byConvention("handle")).isEqualTo("handle");
    }

    private static String byConvention(String method) {
        return SourceNames.BY_CONVENTION
                .enclosing("com.acme.Acme", new SourceNames.Method(method, "()V"))
                .name();
    }

    @Test
    void file_thatIsThere_isNotOverwritten() throws IOException {
        Path file = Files.writeString(directory.resolve("mine"), "precious");
        assertThatThrownBy(() -> Journal.create(file, SIZE)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    @Test
    void file_thatIsNoJournal_isToldSo() throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "something else");
        assertThatThrownBy(() -> JournalReader.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a journal");
    }

    @Test
    void parameters_areReadFromTheDescriptor() {
        Frame frame = new Frame("A", "m", "(J[[ILjava/util/Map$Entry;[Ljava/lang/String;Z)V", null, 0, Set.of("A"));
        assertThat(frame.parameters()).containsExactly("long", "int[][]", "Entry", "String[]", "boolean");
        assertThat(new Frame("A", "m", "", null, 0, Set.of()).parameters()).isNull();
    }

    @Test
    void copy_isAsTheJournalWas() throws IOException {
        Journal journal = Journal.inMemory(SIZE);
        journal.add(journal.site(stack("read")), "loop", 1_000);
        Path copy = directory.resolve("copy");
        journal.copyTo(copy);
        journal.end();
        assertThat(JournalReader.read(copy).ended()).isFalse();
        assertThat(JournalReader.read(copy).sightings())
                .isEqualTo(journal.contents().sightings());
    }
}
