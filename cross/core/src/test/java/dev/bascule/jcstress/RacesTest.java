package dev.bascule.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.jcstress.Harness.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the races. What they verify, and what they showed, stands in VERIFICATION.md. */
class RacesTest {
    private static final String UNPUBLISHED = PlainStoresRace.class.getSimpleName();
    private static final String UNPROVEN = UnseenHangRace.class.getSimpleName();
    private static final String OFF = TwoOwnersRace.class.getSimpleName();

    /** The canaries, which must fail, and the most telling races. */
    private static final String SOME =
            "\\.(PlainStores|UnseenHang|TwoOwners|InnerStage|HandOff|HelpedHandOff|PassingWait"
                    + "|GrantOrCancel|GrantOrInterrupt|CloseOrPut|CloseNowOrPut|LastItem)Race$";

    private static final String ALL = "Race$";
    private static final int ATTEMPTS = 5;

    /** One configuration, which starts quickly. */
    private static final String QUICK_JVM = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /** Small strides: a race of few samples a second ends in time. */
    private static final List<String> QUICK_STRIDES =
            List.of("-strideSize", "64", "-strideCount", "4", "-pth", "false");

    private static Harness harness(String name, int iterations, int millis, List<String> more) {
        List<String> options = new ArrayList<>(List.of("-f", "1", "-fsm", "1", "-sc", "false"));
        options.addAll(List.of("-iters", "" + iterations, "-time", "" + millis));
        options.addAll(more);
        return new Harness(name, options);
    }

    /** The canaries must fail, and nothing else; on a machine with much else to do the first needs several attempts. */
    private static void assertOnlyCanariesFail(Report report) throws Exception {
        assertThat(report.isComplete()).as(report.output()).isTrue();
        Set<String> failed = new TreeSet<>(report.failed());
        for (int i = 1; i < ATTEMPTS && !failed.contains(UNPUBLISHED); i++) {
            failed.addAll(harness("canary", 3, 300, List.of())
                    .run(UNPUBLISHED, QUICK_JVM)
                    .failed());
        }
        assertThat(failed).as(report.output()).containsExactlyInAnyOrder(UNPUBLISHED, UNPROVEN);
    }

    @Test
    void races_shortly_failOnlyWhereTheyMust() throws Exception {
        assertOnlyCanariesFail(harness("short", 2, 150, QUICK_STRIDES).run(SOME, QUICK_JVM));
    }

    @Test
    @Tag("stress")
    void races_forMinutes_failOnlyWhereTheyMust() throws Exception {
        assertOnlyCanariesFail(harness("long", 3, 1_000, List.of()).run(ALL, "-Xmx256m"));
    }

    @Test
    @Tag("stress")
    void race_withoutProofs_isSeenToHang() throws Exception {
        Report report = harness("off", 1, 100, List.of())
                .run(OFF, QUICK_JVM + " -Dbascule.proof=off -Dbascule.races.hangMillis=50");
        assertThat(report.failed()).as(report.output()).containsExactly(OFF);
        assertThat(report.output()).contains("hang");
    }
}
