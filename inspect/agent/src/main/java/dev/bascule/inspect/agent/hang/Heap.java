package dev.bascule.inspect.agent.hang;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of any objects, and what can be reached by them. No method of the program is called, but that of a class
 * loader which loads the type of a field: where that could need a lock for all classes of a loader, the fields are not read. For
 * one look; one thread.
 */
final class Heap {
    /** Objects that one search visits at most. */
    private static final int MOST = 50_000;

    private final Instrumentation instrumentation;
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();

    Heap(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * What a search came upon.
     *
     * @param found what was looked for
     * @param isAll whether there was nothing more to be searched
     */
    record Reached(Set<Object> found, boolean isAll) {}

    /** Those of the objects that can be reached from there, without the ways through threads, executors and classes. */
    Reached reached(Collection<?> from, Predicate<Object> wanted) {
        return reached(from, wanted, object -> true);
    }

    /** And only by ways through objects that pass. */
    Reached reached(Collection<?> from, Predicate<Object> wanted, Predicate<Object> passes) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>();
        boolean isAll = true;
        from.forEach(each -> visit(each, seen, next));
        while (!next.isEmpty() && seen.size() < MOST) {
            Object each = next.poll();
            if (wanted.test(each)) {
                found.add(each);
            }
            if (passes.test(each)) {
                isAll &= areReadable(each.getClass());
                values(each).forEach(value -> visit(value, seen, next));
            }
        }
        return new Reached(found, isAll && next.isEmpty());
    }

    private static void visit(@Nullable Object object, Set<Object> seen, Deque<Object> next) {
        if (object != null && leadsOn(object) && seen.add(object)) {
            next.add(object);
        }
    }

    private static boolean leadsOn(Object object) {
        return !(object instanceof Thread
                || object instanceof Executor
                || object instanceof Class
                || object instanceof ClassLoader
                || object instanceof String
                || object instanceof Number
                || object instanceof java.lang.ref.Reference
                || isOfPrimitives(object.getClass()));
    }

    private static boolean isOfPrimitives(Class<?> type) {
        return type.isArray() && type.getComponentType().isPrimitive();
    }

    /** Of all fields, or of all places of an array. */
    List<Object> values(Object object) {
        List<Object> values = new ArrayList<>();
        if (object instanceof Object[] array) {
            Collections.addAll(values, array);
        } else {
            fields(object.getClass()).forEach(field -> values.add(get(field, object)));
        }
        values.removeIf(value -> value == null);
        return values;
    }

    /** Of the field that has one of these names; null if there is none, or nothing in it. */
    @Nullable
    Object value(Object object, String... names) {
        for (Field field : fields(object.getClass())) {
            if (List.of(names).contains(field.getName())) {
                return get(field, object);
            }
        }
        return null;
    }

    private List<Field> fields(Class<?> type) {
        List<Field> known = fields.get(type);
        if (known == null) {
            known = new ArrayList<>();
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                if (isReadable(each)) {
                    open(each);
                    addFields(each, known);
                }
            }
            fields.put(type, known);
        }
        return known;
    }

    private static boolean areReadable(Class<?> type) {
        Class<?> each = type;
        while (each != null && isReadable(each)) {
            each = each.getSuperclass();
        }
        return each == null;
    }

    /** Whether the types of its fields can be loaded without a lock that who hangs may have. */
    private static boolean isReadable(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.isRegisteredAsParallelCapable();
    }

    private static void addFields(Class<?> type, List<Field> fields) {
        try {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        } catch (RuntimeException | LinkageError closed) {
            fields.removeIf(field -> !((AccessibleObject) field).trySetAccessible());
        }
    }

    private void open(Class<?> type) {
        Module module = type.getModule();
        Module ours = Heap.class.getModule();
        if (module.isNamed()
                && !module.isOpen(type.getPackageName(), ours)
                && instrumentation.isModifiableModule(module)) {
            instrumentation.redefineModule(
                    module, Set.of(), Map.of(), Map.of(type.getPackageName(), Set.of(ours)), Set.of(), Map.of());
        }
    }

    private static @Nullable Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException closed) {
            return null;
        }
    }
}
