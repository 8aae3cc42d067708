package dev.bascule.testkit.contract;

/** A gate that can be shut again: what an {@link EventContract} is about. To open it is to set it. */
public interface Event extends Gate {
    /** Shuts it, also where it is shut. */
    void clear();

    /** Whether it is open. */
    boolean isSet();
}
