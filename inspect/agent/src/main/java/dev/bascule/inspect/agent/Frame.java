package dev.bascule.inspect.agent;

import java.lang.StackWalker.StackFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack, without a hold on its class.
 *
 * @param types the class, its superclasses and interfaces, by name, the nearest first
 * @param parameters simple names of the parameters' types
 */
record Frame(
        String className,
        String method,
        String descriptor,
        @Nullable String file,
        int line,
        Set<String> types,
        List<String> parameters) {

    static Frame of(StackFrame frame) {
        return new Frame(
                frame.getClassName(),
                frame.getMethodName(),
                frame.getDescriptor(),
                frame.getFileName(),
                Math.max(0, frame.getLineNumber()),
                typesOf(frame.getDeclaringClass()),
                frame.getMethodType().parameterList().stream()
                        .map(Class::getSimpleName)
                        .toList());
    }

    private static Set<String> typesOf(Class<?> type) {
        Set<String> types = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            types.add(each.getName());
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, types);
        }
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<String> types) {
        for (Class<?> each : type.getInterfaces()) {
            types.add(each.getName());
            addInterfaces(each, types);
        }
    }
}
