package dev.bascule.sync;

/**
 * A queue at about one moment.
 *
 * @param name as configured
 * @param capacity how many items it can hold
 * @param size how many it holds
 * @param waitingToPut how many threads and stages wait for room
 * @param waitingToTake how many threads and stages wait for an item
 * @param closed whether it refuses new items
 */
public record QueueStatistics(
        String name, int capacity, int size, int waitingToPut, int waitingToTake, boolean closed) {}
