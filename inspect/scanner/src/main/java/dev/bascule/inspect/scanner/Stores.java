package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the program puts into its fields: the functions, and the objects that it makes. Asked about a field, it reads the
 * code of the classes that put something there: its own, and those whose headers name it.
 */
final class Stores {
    private final Map<String, ClassInfo> classes;
    private final Map<Origin.Field, List<ClassInfo>> fromElsewhere = new HashMap<>();
    private final Map<Origin.Field, Set<Origin>> known = new HashMap<>();
    private final Set<ClassInfo> noted = new HashSet<>();

    Stores(Map<String, ClassInfo> classes) {
        this.classes = classes;
        for (ClassInfo each : classes.values()) {
            for (Origin.Field field : each.header().stored()) {
                fromElsewhere.computeIfAbsent(field, name -> new ArrayList<>()).add(each);
            }
        }
    }

    Set<Origin> of(Origin.Field field) {
        ClassInfo owner = classes.get(field.owner());
        if (owner != null) {
            note(owner);
        }
        fromElsewhere.getOrDefault(field, List.of()).forEach(this::note);
        return known.getOrDefault(field, Set.of());
    }

    private void note(ClassInfo info) {
        if (noted.add(info)) {
            info.declared().forEach(method -> method.body().stores().forEach(this::note));
        }
    }

    private void note(Origin.Field field, Set<Origin> values) {
        for (Origin value : values) {
            if (value instanceof Origin.Function || value instanceof Origin.Made) {
                known.computeIfAbsent(field, name -> new LinkedHashSet<>()).add(value);
            }
        }
    }
}
