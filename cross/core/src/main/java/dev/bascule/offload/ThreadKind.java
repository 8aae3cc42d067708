package dev.bascule.offload;

/** The kind of thread that an offload's calls run on. */
public enum ThreadKind {
    /**
     * Virtual threads where a thread that blocks in a monitor leaves its carrier free (JDK 24 and newer), platform
     * threads elsewhere. Right for I/O in Java code.
     */
    AUTO,
    /** Platform threads. Right for computation, and for native code that blocks (SQLite, files). */
    PLATFORM,
    /** Virtual threads; needs JDK 21. Before 24 a call that blocks in a monitor holds its carrier. */
    VIRTUAL
}
