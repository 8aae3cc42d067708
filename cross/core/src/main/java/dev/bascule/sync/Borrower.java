package dev.bascule.sync;

/**
 * Who holds permits at the moment.
 *
 * @param name the thread, or the stage that will give them back
 * @param permits how many, at least 0
 */
public record Borrower(String name, int permits) {}
