package dev.bascule.hang;

import java.util.List;

/**
 * Something that must happen before a wait ends: a stage that completes, a task that returns, a place that gets room.
 *
 * @param what it is, in words
 * @param canHappen whether it is seen to be able to happen; what cannot be seen through counts as able
 * @param needs what it depends on; empty where that is nothing, unknown, or already told further up
 */
public record WaitNode(String what, boolean canHappen, List<WaitNode> needs) {
    /** Copies the list. */
    public WaitNode {
        needs = List.copyOf(needs);
    }
}
