package dev.bascule.internal;

import java.util.Set;

/**
 * Why a waiter does not get what it wants: so much is held by scopes that some of it must come back, whatever becomes of
 * the rest.
 *
 * @param held which scopes hold how much
 * @param missing how much of that must be given back before the waiter can be granted, at least 1
 * @param areAll whether nobody else holds any; if not, that too must come back before the waiter can be granted, perhaps
 */
public record Claims(Set<Claim> held, int missing, boolean areAll) {
    /** Where one scope holds all there is. */
    public Claims(Claim only) {
        this(Set.of(only), 1, true);
    }

    /** What is waited for. */
    Waiters line() {
        return held.iterator().next().line();
    }

    /** Code that holds so much. */
    public record Claim(Waiters line, Scope scope, int permits) {}
}
