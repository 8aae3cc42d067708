package dev.bascule.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A queue that looks whether it is closed and then puts: what a checker that works must find. */
public class LincheckCanaryTest {
    private final Queue<Integer> items = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Operation
    public boolean tryPut(@Param(gen = IntGen.class, conf = "1:9") int item) {
        return !closed && items.add(item);
    }

    @Operation
    public String closeNow() {
        closed = true;
        StringBuilder rest = new StringBuilder();
        for (Integer item = items.poll(); item != null; item = items.poll()) {
            rest.append(item).append(' ');
        }
        return rest.toString();
    }

    @Operation
    public int size() {
        return items.size();
    }

    @Test
    void carelessQueue_underStress_isFound() {
        assertThatThrownBy(() -> new StressOptions()
                        .iterations(200)
                        .invocationsPerIteration(5_000)
                        .threads(2)
                        .minimizeFailedScenario(false)
                        .check(LincheckCanaryTest.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }

    @Test
    void carelessQueue_inTheModelChecker_isFound() {
        assertThatThrownBy(() -> new ModelCheckingOptions()
                        .iterations(50)
                        .invocationsPerIteration(1_000)
                        .threads(2)
                        .minimizeFailedScenario(false)
                        .check(LincheckCanaryTest.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Invalid execution results");
    }
}
