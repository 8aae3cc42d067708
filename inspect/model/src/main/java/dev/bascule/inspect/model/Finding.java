package dev.bascule.inspect.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule at a site, with its evidence.
 *
 * @param rule e.g. {@code BSC104}
 * @param leafId the catalogue's id of the call that blocks
 * @param root what puts the site on a thread that must not block, and why
 * @param site the last frame of the application
 * @param leaf the blocking call, as the application calls it
 * @param path from the root to the leaf, both included
 */
public record Finding(
        String rule,
        String leafId,
        Confidence confidence,
        Severity severity,
        Root root,
        Place site,
        Target leaf,
        List<Step> path,
        String message,
        String why,
        String fix) {

    /** How sure it is; the greater the surer. */
    public enum Confidence {
        /** Hidden unless asked for. */
        POSSIBLE,
        /** Some call on the path could also go elsewhere. */
        LIKELY,
        /** No call on the path can go elsewhere. */
        CERTAIN
    }

    /** How bad it is. */
    public enum Severity {
        /** Told only when asked for. */
        NOTE,
        /** Holds the thread for milliseconds. */
        WARNING,
        /** Can hold it for any time. */
        ERROR
    }

    /**
     * A place in the code.
     *
     * @param className fully qualified, with {@code $} before nested types
     * @param method the method of the source that encloses it, also where the code stands in a lambda
     * @param descriptor of that method, as in class files
     * @param file the name of the source file, or null
     * @param line counted from 1; 0 if not known
     */
    public record Place(
            String className,
            String method,
            String descriptor,
            @Nullable String file,
            int line) {}

    /** A place and why code there runs on a thread that must not block. */
    public record Root(Place place, String why) {}

    /** A method that is called. */
    public record Target(String className, String method) {}

    /** A step of the path: the place, and how sure it is that the step before leads there. */
    public record Step(Place place, Confidence edge) {}
}
