package dev.bascule.hang;

import dev.bascule.stage.RuleId;
import java.util.List;

/**
 * What a listener of {@code Bridge.onHang} hears.
 *
 * @param kind how sure it is
 * @param rule the rule that explains it
 * @param thread the name of the thread whose wait it is about; for a stage that was failed, of the thread that closed
 *     the cycle
 * @param links what waits for what, from the wait back to itself; for a suspicion, down to what nobody knows
 * @param message all of it, for people: what happened, each link, why, and the fix
 */
public record Hang(Kind kind, RuleId rule, String thread, List<String> links, String message) {
    /** How sure it is. */
    public enum Kind {
        /** The wait would never have ended. */
        PROVEN,
        /** The wait has lasted for long, and only what cannot be seen could end it. */
        SUSPECTED,
        /** A wait that was reported has ended after all. */
        RETRACTED
    }

    /** The message. */
    @Override
    public String toString() {
        return kind + " " + message;
    }
}
