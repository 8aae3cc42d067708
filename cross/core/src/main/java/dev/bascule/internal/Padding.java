package dev.bascule.internal;

/**
 * Keeps the fields of its subclasses off the cache line of whatever object lies before them: HotSpot lays out a superclass's
 * fields first. For a field that one thread writes for each task, beside one that others read for each task.
 */
@SuppressWarnings("unused")
abstract class Padding {
    private long p0;
    private long p1;
    private long p2;
    private long p3;
    private long p4;
    private long p5;
    private long p6;
}
