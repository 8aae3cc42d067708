package dev.bascule.inspect.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.filter.Selection.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Wanted USUAL = new Wanted(Confidence.LIKELY, false);

    private final Finding certain = Findings.sleep("com.acme.B", "read", 1);
    private final Finding possible = Findings.of("com.acme.A", "read", 1, Confidence.POSSIBLE, Severity.ERROR);
    private final Finding note = Findings.of("com.acme.C", "read", 1, Confidence.CERTAIN, Severity.NOTE);

    @Test
    void findings_notAskedFor_areCountedByReason() throws Exception {
        Finding allowed = Findings.sleep("com.acme.D", "read", 1);
        Finding accepted = Findings.sleep("com.acme.E", "read", 1);
        Selection selection = Selection.of(
                List.of(certain, possible, note, allowed, accepted),
                USUAL,
                AllowList.read("a.txt", "com.acme.D -- it may"),
                Baseline.EMPTY.with(List.of(accepted), "old"));
        assertThat(selection).isEqualTo(new Selection(List.of(certain), 1, 1, 1, 1));
    }

    @Test
    void findings_askedFor_comeInAStableOrder() {
        Wanted all = new Wanted(Confidence.POSSIBLE, true);
        assertThat(Selection.of(List.of(note, certain, possible), all, AllowList.EMPTY, Baseline.EMPTY)
                        .told())
                .containsExactly(possible, certain, note);
    }

    @Test
    void findings_withTheSameFingerprint_areOneTheSurest() {
        Finding likely = Findings.of("com.acme.B", "read", 9, Confidence.LIKELY, Severity.ERROR);
        Selection selection = Selection.of(List.of(likely, certain), USUAL, AllowList.EMPTY, Baseline.EMPTY);
        assertThat(selection.told()).containsExactly(certain);
    }
}
