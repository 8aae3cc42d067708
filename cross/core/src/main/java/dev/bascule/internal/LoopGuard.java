package dev.bascule.internal;

import dev.bascule.stage.RuleId;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the blocking faces of the primitives off the threads of loops, ours and others'. */
final class LoopGuard {
    private static final AtomicInteger ADOPTED = new AtomicInteger();

    private LoopGuard() {}

    /** The thread begins to run a loop. */
    static void entered(Thread thread) {
        if (!(thread instanceof BasculeThread)) {
            ADOPTED.incrementAndGet();
        }
    }

    /** The thread no longer runs it. */
    static void left(Thread thread) {
        if (!(thread instanceof BasculeThread)) {
            ADOPTED.decrementAndGet();
        }
    }

    /** Whether a thread of the plain class may run a loop all the same. */
    static boolean anyThreadMayBeALoop() {
        return ADOPTED.get() != 0 || Recognizers.haveCustom();
    }

    /** Throws if the thread, which is the current one, runs a loop. */
    static void check(Thread thread, Waiters line, String method) {
        Ambient ambient = Ambient.peek();
        LoopCore loop = ambient == null ? null : ambient.loop;
        if (loop != null) {
            throw refusal(line, method, loop.describe());
        }
        String kind = ambient != null && ambient.isHost() ? null : Recognizers.recognize(thread);
        if (kind != null) {
            throw refusal(line, method, kind + " '" + thread.getName() + "'");
        }
    }

    private static RuntimeException refusal(Waiters line, String method, String loop) {
        String called = Messages.calledMethod().orElse(method);
        return Messages.refusal(
                RuleId.BSC105,
                called + "() of " + line.describe() + " called on " + loop + ", at " + Messages.callSite() + ".",
                "while its thread waits, the loop runs nothing else; and whoever could free it may need this very loop.",
                "use " + instead(called, method) + ", or do the blocking part elsewhere: offload.call(() -> ...).");
    }

    /** The forms that do not block; of a face that is not ours, like BlockingQueue, those of the primitive's own. */
    private static String instead(String called, String method) {
        String base = called.replace("Uninterruptibly", "");
        return switch (base) {
            case "await" -> "awaitAsync()";
            case "takeMany" -> "takeManyAsync()";
            case "withPermit" -> "withPermitAsync() or tryWithPermits()";
            case "acquire", "withLock", "withPermits", "get", "put", "take" ->
                base + "Async() or try" + Character.toUpperCase(base.charAt(0)) + base.substring(1) + "()";
            default -> instead(method, "put");
        };
    }
}
