package dev.bascule.inspect.scanner;

import java.util.List;

/** The code of a class, by method in the order of the file. */
final class Bodies {
    static final Bodies NONE = new Bodies(List.of(), new int[0]);

    private final List<Body> bodies;
    private final int[] lines;

    /**
     * Of methods.
     *
     * @param lines of the first instructions, 0 where that is not known
     */
    Bodies(List<Body> bodies, int[] lines) {
        this.bodies = bodies;
        this.lines = lines;
    }

    Body body(int method) {
        return method < bodies.size() ? bodies.get(method) : Body.EMPTY;
    }

    int line(int method) {
        return method < lines.length ? lines[method] : 0;
    }
}
