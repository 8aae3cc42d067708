package dev.bascule.inspect.scanner.limits;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;

/** A way in which a program may reach code. The class parks on an event loop, reached so. */
@Retention(RUNTIME)
public @interface Limit {
    /** As LIMITS.md calls it. */
    String value();

    /** Whether the scan finds it. */
    boolean isFound();
}
