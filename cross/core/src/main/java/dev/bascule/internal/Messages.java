package dev.bascule.internal;

import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.util.Optional;

/** The form of all messages: what happened, why it hurts, and the fix. */
public final class Messages {
    private Messages() {}

    static CrossingException refusal(RuleId rule, String what, String why, String fix) {
        return new CrossingException(rule, text(rule, what, why, fix));
    }

    /** What happened, why it hurts, the fix, and where to read on. */
    public static String text(RuleId rule, String what, String why, String fix) {
        return rule + ": " + what + "\n  Why:   " + why + "\n  Fix:   " + fix + "\n  See:   " + rule.page();
    }

    /** Refusal of a wait: names the call site, which the trace also has, so that a log line alone is enough. */
    static CrossingException waitRefusal(RuleId rule, String what, String link, String why, String fix) {
        String text = rule + ": " + what + "\n  Wait:  " + link + "\n  Call:  " + callSite() + "\n  Why:   " + why
                + "\n  Fix:   " + fix + "\n  See:   " + rule.page();
        return new CrossingException(rule, text);
    }

    /** The first frame above the crossing that is neither ours nor the JDK's. */
    static String callSite() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(f -> !isPlumbing(f.getClassName()))
                        .findFirst()
                        .map(StackWalker.StackFrame::toString)
                        .orElse("(unknown)"));
    }

    /** The method of a primitive that the call site has called. */
    static Optional<String> calledMethod() {
        return StackWalker.getInstance()
                .walk(frames -> frames.takeWhile(f -> isPlumbing(f.getClassName()))
                        .filter(f -> f.getClassName().startsWith("dev.bascule.sync."))
                        .reduce((inner, outer) -> outer)
                        .map(StackWalker.StackFrame::getMethodName));
    }

    static boolean isPlumbing(String className) {
        return className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.startsWith("sun.")
                || className.startsWith("com.sun.")
                || className.startsWith("dev.bascule.internal.")
                || className.equals("dev.bascule.Bridge")
                || className.startsWith("dev.bascule.loop.")
                || className.startsWith("dev.bascule.offload.")
                || className.startsWith("dev.bascule.sync.");
    }
}
