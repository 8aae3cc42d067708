package dev.bascule.sync;

/**
 * A lock at about one moment.
 *
 * @param name as configured
 * @param held whether anybody holds it
 * @param holder who holds it, as far as is known: the thread or stage of a scope; with {@code -Dbascule.sites=all} also
 *     who acquired it by token, and where; else ""
 * @param waiting how many threads and stages wait in line
 */
public record LockStatistics(String name, boolean held, String holder, int waiting) {}
