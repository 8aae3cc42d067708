package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.MethodPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalogue says of frames. */
final class Leaves {
    private record Row(MethodPattern pattern, Leaf leaf) {}

    private final Map<String, List<Row>> byType = new HashMap<>();
    private final List<String> boundaries;

    Leaves(Catalog catalog) {
        boundaries = catalog.boundaries();
        for (Leaf leaf : catalog.leaves()) {
            for (MethodPattern pattern : leaf.methods()) {
                byType.computeIfAbsent(pattern.type(), type -> new ArrayList<>())
                        .add(new Row(pattern, leaf));
            }
        }
    }

    /** Whether the frame is of a library that is described rather than blamed. */
    boolean isBoundary(Frame frame) {
        return boundaries.stream().anyMatch(boundary -> isIn(boundary, frame.className()));
    }

    private static boolean isIn(String boundary, String className) {
        return className.startsWith(boundary)
                && (className.length() == boundary.length()
                        || className.charAt(boundary.length()) == '.'
                        || className.charAt(boundary.length()) == '$');
    }

    /** The leaf that the method is, or overrides; null if it is none. */
    @Nullable
    Leaf of(Frame frame) {
        for (String type : frame.types()) {
            Row best = null;
            for (Row row : byType.getOrDefault(type, List.of())) {
                boolean better = best == null
                        || row.pattern().specificity() > best.pattern().specificity();
                if (better && matches(row.pattern(), frame)) {
                    best = row;
                }
            }
            if (best != null) {
                return best.leaf();
            }
        }
        return null;
    }

    private static boolean matches(MethodPattern pattern, Frame frame) {
        boolean named = pattern.name().endsWith("*")
                ? frame.method()
                        .startsWith(pattern.name().substring(0, pattern.name().length() - 1))
                : frame.method().equals(pattern.name());
        return named && (pattern.parameters() == null || pattern.parameters().equals(frame.parameters()));
    }
}
