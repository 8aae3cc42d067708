package dev.bascule.inspect.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextWriterTest {
    private final TextWriter writer = new TextWriter(false);

    @Test
    void finding_each_saysWhatWhereWhyAndHow() {
        assertThat(Reports.write(writer, Reports.of(Findings.sleep()))).isEqualTo("""
                BSC101: Thread.sleep sleeps in Handler.read, on the thread of an event loop (certain)
                  At:    com.acme.Handler.read(Handler.java:42)
                  Path:  com.acme.Server.start(Server.java:12)
                         (Netty calls it on an event loop)
                         -> com.acme.Handler.read(Handler.java:42)
                         -> java.lang.Thread.sleep
                  Why:   While its thread is blocked, everything else that the loop serves stands still.
                  Fix:   Use a timer of the loop.
                  See:   bascule rules BSC101, or docs/rules/BSC101.md
                  Id:    v1-f49bbd1a315c5582

                1 finding (1 certain) in 3 classes.
                """);
    }

    @Test
    void summary_tellsWhatIsHiddenUnseenAndUnread() {
        String text = Reports.write(writer, Reports.full());
        assertThat(text).endsWith("""
                3 findings (1 certain, 1 likely, 1 possible) in 1234 classes.
                Not read: app.jar!/Bad.class: not a class file
                Hidden: 1 in the baseline, 2 allowed, 3 less sure (--confidence possible), 4 notes (--notes).
                Not seen: calls by reflection: 5.
                Hub: com.acme.Bus.send ends 7 paths. Add a contract for its handlers.
                Incomplete: what could not be read may hold more.
                """);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(text.split("Why:", -1)).hasSize(2);
    }

    @Test
    void threads_withoutNames_haveTheirNumbers() {
        assertThat(Words.threads(List.of("loop-1", "#27"))).isEqualTo("loop-1, thread #27");
        assertThat(Words.threads(List.of("#1", "b", "c", "d"))).isEqualTo("thread #1, b, c and others");
    }

    @Test
    void nothing_found_isSaid() {
        assertThat(Reports.write(writer, Reports.of())).isEqualTo("No findings in 3 classes.\n");
    }

    @Test
    void colour_onlyOnRequest() {
        assertThat(Reports.write(writer, Reports.full())).doesNotContain("\033");
        assertThat(Reports.write(new TextWriter(true), Reports.full())).contains("\033[31mBSC101\033[0m");
    }
}
