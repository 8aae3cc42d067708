package dev.bascule.inspect.model;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import java.util.List;

/** Findings for tests. */
public final class Findings {
    private Findings() {}

    /** Of a sleep in com.acme.Handler.read, reached from com.acme.Server.start. */
    public static Finding sleep() {
        return sleep("com.acme.Handler", "read", 42);
    }

    public static Finding sleep(String className, String method, int line) {
        return of(className, method, line, Confidence.CERTAIN, Severity.ERROR);
    }

    public static Finding of(String className, String method, int line, Confidence confidence, Severity severity) {
        Place root = new Place("com.acme.Server", "start", "()V", "Server.java", 12);
        Place site = new Place(className, method, "(I)V", "Handler.java", line);
        Place leaf = new Place("java.lang.Thread", "sleep", "(J)V", null, 0);
        return new Finding(
                "BSC101",
                "jdk.sleep",
                confidence,
                severity,
                new Finding.Root(root, "Netty calls it on an event loop"),
                site,
                new Target("java.lang.Thread", "sleep"),
                List.of(
                        new Step(root, Confidence.CERTAIN),
                        new Step(site, confidence),
                        new Step(leaf, Confidence.CERTAIN)),
                "Thread.sleep sleeps in Handler." + method + ", on the thread of an event loop",
                "While its thread is blocked, everything else that the loop serves stands still.",
                "Use a timer of the loop.");
    }
}
