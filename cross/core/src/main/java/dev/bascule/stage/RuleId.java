package dev.bascule.stage;

/**
 * The rules that an exception of this library can cite. Each has a page, {@code docs/rules/BSC0xx.md}, with an example,
 * the reason and the fix.
 */
public enum RuleId {
    /** A thread waits for what only that thread can complete. */
    BSC001,
    /** A pool all of whose workers wait for work that is queued on it. */
    BSC002,
    /** A cycle of waits. */
    BSC003,
    /** {@code run} inside a running loop, or waits nested deeper than the cap. */
    BSC004,
    /** A promise whose owner ended without completing it or handing it off. */
    BSC005,
    /** Somebody other than its producer tries to complete a stage. */
    BSC006,
    /** A blocking wait on the thread of a loop that must not block. */
    BSC104,
    /** A wait for a lock, permit, gate or queue on the thread of a loop that must not block. */
    BSC105,
    /** A failure that nobody looked at. */
    BSC202,
    /** A lock held across an asynchronous gap. */
    BSC203,
    /** A bounded queue is full. */
    BSC205,
    /** A deadline passed before the work was done. */
    BSC206,
    /** Work was given to something that is closed. */
    BSC207;

    /** Where the rule is explained, relative to the root of the project. */
    public String page() {
        return "docs/rules/" + name() + ".md";
    }
}
