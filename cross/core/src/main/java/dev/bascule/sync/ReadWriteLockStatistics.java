package dev.bascule.sync;

/**
 * A read-write lock at about one moment.
 *
 * @param name as configured
 * @param readers how many hold it for reading
 * @param written whether somebody holds it for writing
 * @param waiting how many threads and stages wait in line, for either
 */
public record ReadWriteLockStatistics(String name, int readers, boolean written, int waiting) {}
