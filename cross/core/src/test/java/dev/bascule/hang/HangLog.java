package dev.bascule.hang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.hang.Hang.Kind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears all hangs while it is open. At each proof it asks the JDK's own detector, which must see nothing. */
final class HangLog implements AutoCloseable {
    private final List<Hang> heard = new CopyOnWriteArrayList<>();
    private final List<String> seenByTheJdk = new CopyOnWriteArrayList<>();
    private final Bridge.Installed listener = Bridge.onHang(this::hear);

    private void hear(Hang hang) {
        heard.add(hang);
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        if (deadlocked != null) {
            seenByTheJdk.add(hang.toString());
        }
    }

    List<Hang> all() {
        return heard;
    }

    List<Hang> of(Kind kind) {
        return heard.stream().filter(hang -> hang.kind() == kind).toList();
    }

    /** The only proof that was heard. */
    Hang onlyProof() {
        assertThat(of(Kind.PROVEN)).hasSize(1);
        return of(Kind.PROVEN).get(0);
    }

    void assertNothingProven() {
        assertThat(of(Kind.PROVEN)).isEmpty();
    }

    @Override
    public void close() {
        listener.close();
        assertThat(seenByTheJdk)
                .as("no lock is involved, so the JDK sees no deadlock")
                .isEmpty();
    }
}
