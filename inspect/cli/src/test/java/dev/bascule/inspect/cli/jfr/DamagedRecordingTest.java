package dev.bascule.inspect.cli.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Blocks;
import dev.bascule.inspect.model.report.Report;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is named, and what could be read before it is told. */
class DamagedRecordingTest {
    @TempDir
    Path directory;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void record() throws Exception {
        file = directory.resolve("app.jfr");
        Recorder.record(
                file,
                () -> Recorder.on(Recorder.LOOP, () -> {
                    Blocks.sleep();
                    Blocks.sleep();
                }));
        whole = Files.readAllBytes(file);
        assertThat(Recordings.told(Recordings.read(file))).containsExactly("BSC101 jdk.sleep sleep");
    }

    @Test
    void recordings_oneAfterTheOther_areOne() throws Exception {
        Report report = read(twice());
        assertThat(report.isIncomplete()).isFalse();
        assertThat(report.findings())
                .filteredOn(told -> told.finding().rule().equals("BSC101"))
                .singleElement()
                .satisfies(told -> assertThat(told.evidence().count()).isEqualTo(4));
    }

    @Test
    void lastChunk_thatIsCutOff_isNamedAndTheOthersAreTold() throws Exception {
        for (int length : new int[] {whole.length + 1, whole.length + 70, 2 * whole.length - 1}) {
            Report report = read(Arrays.copyOf(twice(), length));
            assertThat(Recordings.told(report)).containsExactly("BSC101 jdk.sleep sleep");
            assertThat(report.unseen().unreadable())
                    .singleElement()
                    .asString()
                    .startsWith(file + ": is damaged or cut off, and was read to 20");
        }
    }

    @Test
    void onlyChunk_thatIsCutOff_isNamed() throws Exception {
        for (int length : new int[] {0, 3, 20, 100, whole.length / 2, whole.length - 1}) {
            Report report = read(Arrays.copyOf(whole, length));
            assertThat(report.findings()).isEmpty();
            assertThat(report.unseen().unreadable())
                    .singleElement()
                    .asString()
                    .startsWith(file + ": ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void whatIsNoRecording_isNamed() throws Exception {
        assertThat(read("This is a text, as long as the header of a chunk at least, but nothing else than a text."
                                .getBytes())
                        .unseen()
                        .unreadable())
                .containsExactly(file + ": Not a Flight Recorder file");
        assertThat(Recordings.read(directory).unseen().unreadable())
                .containsExactly(directory + ": is a directory, not a recording");
    }

    @Test
    void bytes_thatAreDamaged_areNamedOrDoNoHarm() throws Exception {
        Random random = new Random(1);
        int damaged = 0;
        for (int round = 0; round < 100; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 10; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            damaged += read(bytes).isIncomplete() ? 1 : 0;
        }
        assertThat(damaged).isPositive();
    }

    private byte[] twice() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(whole);
        both.writeBytes(whole);
        return both.toByteArray();
    }

    private Report read(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        return Recordings.read(file);
    }
}
