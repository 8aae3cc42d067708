package dev.bascule.inspect.model.observed;

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
    private static final String OBJECT = "java.lang.Object";

    /** A method of a leaf. */
    record Row(MethodPattern pattern, Leaf leaf) {
        /** What a program calls it by: the class itself may be one that it cannot name. */
        String type(Frame frame) {
            return leaf.toldAs().stream()
                    .filter(frame.types()::contains)
                    .findFirst()
                    .orElse(pattern.type());
        }
    }

    private final Map<String, List<Row>> byType = new HashMap<>();
    private final List<String> boundaries;
    private final List<MethodPattern> allowed;

    Leaves(Catalog catalog) {
        boundaries = catalog.boundaries();
        allowed = catalog.allows().stream()
                .flatMap(allow -> allow.methods().stream())
                .toList();
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

    /** Whether the catalogue says that what is called there, or what it calls, is harmless. */
    boolean isAllowed(Frame frame) {
        return allowed.stream().anyMatch(row -> frame.types().contains(row.type()) && matches(row, frame));
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
        Row row = row(frame);
        return row == null ? null : row.leaf();
    }

    /** The same, and by which of its methods. */
    @Nullable
    Row row(Frame frame) {
        for (String type : frame.types()) {
            if (type.equals(OBJECT) && !frame.className().equals(OBJECT)) {
                continue; // its own methods of these rows are final: one with the same name is another
            }
            Row best = null;
            for (Row row : byType.getOrDefault(type, List.of())) {
                boolean better = best == null
                        || row.pattern().specificity() > best.pattern().specificity();
                if (better && matches(row.pattern(), frame)) {
                    best = row;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** Of a frame whose parameters are not known, the name is enough. */
    private static boolean matches(MethodPattern pattern, Frame frame) {
        boolean named = pattern.name().endsWith("*")
                ? frame.method()
                        .startsWith(pattern.name().substring(0, pattern.name().length() - 1))
                : frame.method().equals(pattern.name());
        List<String> parameters = frame.parameters();
        return named
                && (pattern.parameters() == null
                        || parameters == null
                        || pattern.parameters().equals(parameters));
    }
}
