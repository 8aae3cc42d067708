package dev.bascule.inspect.scanner;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The interfaces with one method that is to be implemented, and what calls of their methods run. Used by several threads. */
final class FunctionTypes {
    private static final String OBJECT = "java/lang/Object";

    private final World world;
    private final Map<String, Boolean> isOne = new ConcurrentHashMap<>();
    private final Map<Code, Boolean> isRun = new ConcurrentHashMap<>();

    FunctionTypes(World world) {
        this.world = world;
    }

    /** Whether the type has one method that is to be implemented. */
    boolean isOne(String type) {
        return isOne.computeIfAbsent(type, name -> {
            ClassInfo info = world.find(name);
            return info != null && info.isInterface() && abstractMethods(name) == 1;
        });
    }

    /** Whether a call of the method runs the function that it is called on: not all default methods do. */
    boolean isRun(Code called) {
        return isOne(called.owner()) && isRun.computeIfAbsent(called, code -> isRun(code, new HashSet<>()));
    }

    private boolean isRun(Code called, Set<MethodInfo> seen) {
        MethodInfo method = world.declared(called);
        return method == null
                || isToImplement(method)
                || (seen.add(method) && method.owner().isInterface() && usesItself(method.body(), seen));
    }

    /** Whether a default method runs the function that it is a method of, or makes another one of it, to be run soon. */
    private boolean usesItself(Body body, Set<MethodInfo> seen) {
        return !body.lambdas().isEmpty()
                || body.calls().stream()
                        .filter(call -> call.receiver().contains(new Origin.Argument(-1)))
                        .anyMatch(call -> isRun(call.target(), seen));
    }

    private long abstractMethods(String type) {
        return world.supertypes(type).stream()
                .map(world::find)
                .filter(info -> info != null && info.isInterface())
                .flatMap(info -> info.declared().stream())
                .filter(this::isToImplement)
                .map(method -> method.code().name() + method.code().parameters())
                .distinct()
                .count();
    }

    private boolean isToImplement(MethodInfo method) {
        return method.isAbstract() && !isObjects(method.code());
    }

    private boolean isObjects(Code method) {
        ClassInfo object = world.find(OBJECT);
        return object != null && object.method(method.name(), method.descriptor()) != null;
    }
}
