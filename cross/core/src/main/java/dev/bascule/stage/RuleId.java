package dev.bascule.stage;

/**
 * The rules that an exception of this library can cite. Each has a page, {@code docs/rules/BSC0xx.md}, with an example,
 * the reason and the fix.
 */
public enum RuleId {
    /** A thread waits for what only that thread can complete. */
    BSC001,
    /** Stub. */
    BSC002,
    /** Stub. */
    BSC003,
    /** {@code run} inside a running loop, or waits nested deeper than the cap. */
    BSC004,
    /** Stub. */
    BSC005,
    /** Somebody other than its producer tries to complete a stage. */
    BSC006,
    /** A blocking wait on the thread of a loop that must not block. */
    BSC104,
    /** A failure that nobody looked at. */
    BSC202,
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
