package dev.bascule.inspect.model.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.Fingerprint;
import dev.bascule.inspect.model.file.InvalidFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private final Finding first = Findings.sleep("com.acme.A", "read", 1);
    private final Finding second = Findings.sleep("com.acme.B", "read", 2);

    @Test
    void accepted_writtenAndRead_isKnown() throws Exception {
        Baseline written = Baseline.EMPTY.with(List.of(first, second), "old protocol");
        Baseline read = Baseline.read("b.txt", written.text());
        assertThat(read).isEqualTo(written);
        assertThat(read.has(first)).isTrue();
        assertThat(read.has(Findings.sleep("com.acme.C", "read", 1))).isFalse();
    }

    @Test
    void text_ofTwo_hasASortedLineForEachWithItsReason() {
        List<String> lines = Baseline.EMPTY
                .with(List.of(first, second), "old protocol")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines)
                .isSorted()
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo(Fingerprint.of(first) + " BSC101 com.acme.A#read jdk.sleep -- old protocol"));
    }

    @Test
    void accepting_whatIsKnown_keepsItsReason() {
        Baseline once = Baseline.EMPTY.with(List.of(first), "old");
        assertThat(once.with(List.of(first), "new")).isEqualTo(once);
    }

    @Test
    void pruning_whatIsGone_onlyShrinks() {
        Baseline both = Baseline.EMPTY.with(List.of(first, second), "old");
        assertThat(both.stale(List.of(second)))
                .singleElement()
                .satisfies(known -> assertThat(known.what()).isEqualTo("BSC101 com.acme.A#read jdk.sleep"));
        Baseline pruned = both.pruned(List.of(second, Findings.sleep("com.acme.New", "read", 1)));
        assertThat(pruned).isEqualTo(Baseline.EMPTY.with(List.of(second), "old"));
    }

    @Test
    void file_withMistakes_tellsThemWithTheirLines() {
        String good = Fingerprint.of(first);
        InvalidFileException thrown = catchThrowableOfType(
                InvalidFileException.class,
                () -> Baseline.read(
                        "b.txt", "# known\n\nsleep -- why not\n" + good + " -- a\n" + good + " -- b\n" + good + "x\n"));
        assertThat(thrown.getMessage().lines())
                .containsExactly(
                        "b.txt:3: 'sleep' is not a fingerprint: expected v1- and 16 hexadecimal digits",
                        "b.txt:5: " + good + " stands twice",
                        "b.txt:6: there is no reason: end the line with ' -- ' and why it may stay",
                        "b.txt:6: '" + good + "x' is not a fingerprint: expected v1- and 16 hexadecimal digits");
    }
}
