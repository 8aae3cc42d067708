package dev.bascule.hang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.hang.Hang.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A great many waits in a healthy system, of which none is said to hang. */
class SoakTest {
    private static final long SHORT = 200_000;
    private static final long LONG = Long.getLong("bascule.soak.awaits", 10_000_000);

    @Test
    void awaits_inHealthySystem_proveNothing() throws Exception {
        soak(SHORT);
    }

    @Test
    @Tag("stress")
    void awaits_inHealthySystemForLong_proveNothing() throws Exception {
        soak(LONG);
    }

    private static void soak(long target) throws Exception {
        try (HangLog log = new HangLog();
                Traffic traffic = new Traffic()) {
            long start = System.nanoTime();
            traffic.run(target);
            String figures = String.format(
                    "%,d awaits, %,d on stages that were not done, %,d parks of the lanes' threads, in %,d ms; %d suspected%n",
                    traffic.awaits.sum(),
                    traffic.begun.sum(),
                    traffic.parks.sum(),
                    (System.nanoTime() - start) / 1_000_000,
                    log.of(Kind.SUSPECTED).size());
            Files.writeString(Path.of("target", "soak-" + target + ".txt"), figures);
            log.assertNothingProven();
            assertThat(traffic.parks.sum()).as(figures).isGreaterThan(target / 100);
        }
    }
}
