package dev.bascule.offload;

import java.time.Duration;

/**
 * The counts of an {@link Offload} at one instant; they add up.
 *
 * @param name the offload's name
 * @param concurrency how many calls may run at once
 * @param queueLimit how many more may wait
 * @param running how many permits are held: calls that run, also those that nobody waits for any more
 * @param queued how many wait
 * @param rejected how many were refused because the offload was full or closed, since it was opened
 * @param abandoned how many were given up while they ran (cancelled, timed out, closed over), since it was opened
 * @param completed how many ran to their end, well or not, since it was opened
 * @param longestWait the longest time that a call spent in the queue before it started; one call in eight is timed
 */
public record OffloadStatistics(
        String name,
        int concurrency,
        int queueLimit,
        int running,
        int queued,
        long rejected,
        long abandoned,
        long completed,
        Duration longestWait) {}
