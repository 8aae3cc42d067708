package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Place;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names places as their source does: the body of a lambda belongs to the method that it stands in. Compilers number the
 * bodies, so that a new lambda would rename all after it.
 */
final class Names {
    /** Kotlin's bodies of lambdas are not marked as made by a compiler, but for their names. */
    private static final String KOTLINS_MARK = "$lambda$";

    private final World world;
    private final Map<ClassInfo, Map<Code, Code>> makers = new HashMap<>();

    Names(World world) {
        this.world = world;
    }

    /** The place of a line in a method. */
    Place place(MethodInfo method, int line) {
        Code code = enclosing(method.code());
        ClassInfo owner = world.find(code.owner());
        return new Place(
                code.owner().replace('/', '.'), code.name(), code.descriptor(), file(owner), Math.max(line, 0));
    }

    /** The method of the source, for a lambda's body the one that it stands in. */
    Code enclosing(Code code) {
        Code each = code;
        for (int depth = 0; depth < 16; depth++) {
            Code maker = maker(each);
            if (maker == null) {
                return each;
            }
            each = maker;
        }
        return each;
    }

    /** The method that makes a function of the body of a lambda; compilers put the body into the same class. */
    private @Nullable Code maker(Code code) {
        ClassInfo owner = world.find(code.owner());
        MethodInfo method = owner == null ? null : owner.method(code.name(), code.descriptor());
        return method != null && (method.isSynthetic() || code.name().contains(KOTLINS_MARK))
                ? makers.computeIfAbsent(owner, Names::makers).get(code)
                : null;
    }

    private static Map<Code, Code> makers(ClassInfo info) {
        Map<Code, Code> makers = new HashMap<>();
        for (MethodInfo method : info.declared()) {
            method.body().lambdas().keySet().forEach(body -> makers.putIfAbsent(body, method.code()));
        }
        return makers;
    }

    /** The name without its package. */
    static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static @Nullable String file(@Nullable ClassInfo owner) {
        return owner == null ? null : owner.sourceFile();
    }
}
