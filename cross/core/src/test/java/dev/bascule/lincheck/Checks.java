package dev.bascule.lincheck;

import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether the operations of the subclass look as if they had happened one after the other, each at once, on the model. As
 * threads of the machine run them (stress), and in all orders that a scheduler of few switches can make of them (model
 * checker, which knows no effects of memory).
 */
abstract class Checks {
    /** Holds of a scenario's parts, by the number that {@code ThreadIdGen} gives; more than there are. */
    static final int SLOTS = 8;

    private final Class<?> model;

    Checks(Class<?> model) {
        this.model = model;
    }

    @Test
    void operations_underStress_areLinearizable() {
        check(stress(5, 200, 2));
    }

    @Test
    void operations_inTheModelChecker_areLinearizable() {
        check(modelChecker(8, 60, 2));
    }

    @Test
    @Tag("stress")
    void operations_underStress_areLinearizable_long() {
        check(stress(50, 5_000, 2));
        check(stress(50, 5_000, threads()));
    }

    @Test
    @Tag("stress")
    void operations_inTheModelChecker_areLinearizable_long() {
        check(modelChecker(20, 500, 2));
        check(modelChecker(10, 500, threads()));
    }

    /** How many at most. */
    int threads() {
        return 3;
    }

    private void check(Options<?, ?> options) {
        options.sequentialSpecification(model);
        options.check(getClass());
    }

    private static StressOptions stress(int scenarios, int runs, int threads) {
        return of(new StressOptions(), scenarios, runs, threads);
    }

    private static ModelCheckingOptions modelChecker(int scenarios, int runs, int threads) {
        return of(new ModelCheckingOptions(), scenarios, runs, threads);
    }

    private static <O extends Options<O, ?>> O of(O options, int scenarios, int runs, int threads) {
        UnaryOperator<O> size = o -> o.iterations(scenarios)
                .invocationsPerIteration(runs)
                .threads(threads)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2);
        return size.apply(options);
    }
}
