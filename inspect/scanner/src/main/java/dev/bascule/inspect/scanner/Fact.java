package dev.bascule.inspect.scanner;

import java.util.Set;

/**
 * What a test on the way to an instruction has shown.
 *
 * @param test the call that was tested: its index in {@link Body#calls}
 * @param value what it gave
 * @param subject where the object comes from that was asked
 */
record Fact(int test, boolean value, Set<Origin> subject) {}
