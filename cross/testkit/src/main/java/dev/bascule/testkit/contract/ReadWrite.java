package dev.bascule.testkit.contract;

/** A read-write lock: what a {@link ReadWriteContract} is about. */
public interface ReadWrite {
    /** The side that many can have at once; it is blocked by a writer. */
    Acquirable read();

    /** The side that only one can have, and no reader meanwhile; it is blocked by another writer. */
    Acquirable write();

    /** How many read. */
    int readers();

    /** Whether somebody writes. */
    boolean isWritten();

    /** How many threads and stages wait in line, for either side. */
    int waiting();
}
