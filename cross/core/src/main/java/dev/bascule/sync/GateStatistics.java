package dev.bascule.sync;

/**
 * A gate, or a value that is computed once, at about one moment.
 *
 * @param name as configured
 * @param open whether one who comes now goes on at once
 * @param count an event: how often it has been set; a latch: how many countdowns are left;
 *     a lazy: how many computations were begun
 * @param waiting how many threads and stages wait
 */
public record GateStatistics(String name, boolean open, int count, int waiting) {}
