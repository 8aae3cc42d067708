package dev.bascule.inspect.agent;

import java.util.ArrayList;
import java.util.List;

/** Numbers for advised methods, which the hook is given. */
final class Kinds {
    private final List<Advised> all = new ArrayList<>();

    /** One of them; class names as in source. */
    record Advised(String className, String method, String descriptor) {}

    synchronized int of(String className, String method, String descriptor) {
        Advised advised = new Advised(className.replace('/', '.'), method, descriptor);
        int known = all.indexOf(advised);
        if (known >= 0) {
            return known;
        }
        all.add(advised);
        return all.size() - 1;
    }

    synchronized Advised get(int kind) {
        return all.get(kind);
    }

    synchronized List<Advised> all() {
        return List.copyOf(all);
    }
}
