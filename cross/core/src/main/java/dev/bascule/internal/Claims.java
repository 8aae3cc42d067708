package dev.bascule.internal;

import java.util.Set;

/**
 * Why a waiter does not get what it wants: all of it that is out is held by scopes, and so much must come back.
 *
 * @param held who holds how much; nobody else holds any
 * @param missing how much of that must be given back before the waiter can be granted, at least 1
 */
public record Claims(Set<Claim> held, int missing) {
    /** What is waited for. */
    Waiters line() {
        return held.iterator().next().line();
    }

    /** Code that holds so much. */
    public record Claim(Waiters line, Scope scope, int permits) {}
}
