package dev.bascule.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.jcstress.Harness.Report;
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
            "\\.(PlainStores|UnseenHang|TwoOwners|InnerStage|HandOff|HelpedHandOff|PassingWait)Race$";

    private static final String ALL = "Race$";
    private static final int ATTEMPTS = 5;

    /** One configuration, which starts quickly. */
    private static final String QUICK_JVM = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static Harness harness(String name, int forks, int iterations, int millis) {
        List<String> options =
                List.of("-f", "" + forks, "-iters", "" + iterations, "-time", "" + millis, "-fsm", "1", "-sc", "false");
        return new Harness(name, options);
    }

    /** The canaries must fail, and nothing else; on a machine with much else to do the first needs several attempts. */
    private static void assertOnlyCanariesFail(Report report) throws Exception {
        assertThat(report.isComplete()).as(report.output()).isTrue();
        Set<String> failed = new TreeSet<>(report.failed());
        for (int i = 1; i < ATTEMPTS && !failed.contains(UNPUBLISHED); i++) {
            failed.addAll(
                    harness("canary", 1, 3, 300).run(UNPUBLISHED, QUICK_JVM).failed());
        }
        assertThat(failed).as(report.output()).containsExactlyInAnyOrder(UNPUBLISHED, UNPROVEN);
    }

    @Test
    void races_shortly_failOnlyWhereTheyMust() throws Exception {
        assertOnlyCanariesFail(harness("short", 1, 2, 150).run(SOME, QUICK_JVM));
    }

    @Test
    @Tag("stress")
    void races_forMinutes_failOnlyWhereTheyMust() throws Exception {
        assertOnlyCanariesFail(harness("long", 1, 3, 1_000).run(ALL, "-Xmx256m"));
    }

    @Test
    @Tag("stress")
    void race_withoutProofs_isSeenToHang() throws Exception {
        Report report =
                harness("off", 1, 1, 100).run(OFF, QUICK_JVM + " -Dbascule.proof=off -Dbascule.races.hangMillis=50");
        assertThat(report.failed()).as(report.output()).containsExactly(OFF);
        assertThat(report.output()).contains("hang");
    }
}
