package dev.bascule.inspect.agent.hang;

import java.util.List;

/**
 * Waits that nothing that was seen can end.
 *
 * @param rule e.g. {@code BSC002}
 * @param waiters the first is blamed
 * @param links a sentence each
 */
record Knot(String rule, List<Waiter> waiters, List<String> links) {
    boolean isSame(Knot other) {
        if (!rule.equals(other.rule) || waiters.size() != other.waiters.size()) {
            return false;
        }
        for (int i = 0; i < waiters.size(); i++) {
            if (!waiters.get(i).isSame(other.waiters.get(i))) {
                return false;
            }
        }
        return true;
    }
}
