package dev.bascule.sync;

import java.util.List;

/**
 * A semaphore at about one moment.
 *
 * @param name as configured
 * @param permits how many there are
 * @param available how many nobody holds
 * @param waiting how many threads and stages wait in line
 * @param borrowers who holds permits through {@code withPermits}; what was acquired by token is not named
 */
public record SemaphoreStatistics(String name, int permits, int available, int waiting, List<Borrower> borrowers) {}
