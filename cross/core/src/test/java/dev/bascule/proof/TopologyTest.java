package dev.bascule.proof;

import org.junit.jupiter.api.Test;

/** Random programs against the oracle. */
class TopologyTest {
    private static final boolean PROVES = !Boolean.getBoolean("bascule.topology.unproven");

    @Test
    void randomProgram_underAnySchedule_isRefusedExactlyWhenItHangs() {
        Long only = Long.getLong("bascule.topology.seed");
        long first = only != null ? only : Long.getLong("bascule.topology.first", 1);
        long count = only != null ? 1 : Long.getLong("bascule.topology.count", 2_000);
        Topologies.run(first, count, PROVES);
    }
}
