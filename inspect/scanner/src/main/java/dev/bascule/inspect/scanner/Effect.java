package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.RunsOn;
import org.jspecify.annotations.Nullable;

/**
 * Code that a call has run, now or later, here or elsewhere.
 *
 * @param code the method; null if it is an argument of the method that the call stands in
 * @param argument the number of that argument, else -1
 * @param isChain whether the argument is not a function but a publisher or stage, with all that it has run
 * @param on which thread runs it
 * @param isAfterAll whether all that it could wait for is done by then
 * @param where the method that the call stands in
 * @param at the call
 */
record Effect(
        @Nullable Code code,
        int argument,
        boolean isChain,
        RunsOn on,
        boolean isAfterAll,
        Confidence confidence,
        MethodInfo where,
        Call at) {

    Effect movedTo(RunsOn other) {
        return new Effect(code, argument, isChain, other, isAfterAll, confidence, where, at);
    }

    /** On a thread that the code before it does not decide. */
    boolean isSettled() {
        return !Flowed.isOpen(on);
    }
}
