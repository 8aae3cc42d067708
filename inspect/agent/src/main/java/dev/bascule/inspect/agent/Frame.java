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

    /** Of one that may be the hook's, which then stands for a native. */
    static Frame of(StackFrame frame, Natives natives, Implementers implementers) {
        String standsFor = HookClass.isIt(frame.getClassName()) ? natives.ownerOf(frame.getMethodName()) : null;
        return standsFor == null ? of(frame, implementers) : ofNative(standsFor, frame);
    }

    private static Frame ofNative(String className, StackFrame frame) {
        List<String> parameters = frame.getMethodType().parameterList().stream()
                .filter(type -> !type.getName().equals(className))
                .map(Class::getSimpleName)
                .toList();
        return new Frame(className, frame.getMethodName(), "", null, 0, Set.of(className), parameters);
    }

    private static Frame of(StackFrame frame, Implementers implementers) {
        Set<String> types = typesOf(frame.getDeclaringClass());
        types.addAll(implementers.typesOf(frame.getClassName()));
        return new Frame(
                frame.getClassName(),
                frame.getMethodName(),
                frame.getDescriptor(),
                frame.getFileName(),
                Math.max(0, frame.getLineNumber()),
                types,
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
