package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A class as its file tells.
 *
 * @param name internal
 * @param superName internal; null for Object
 * @param isApplication whether it is to be looked at, and blamed
 * @param methods by name and descriptor
 * @param made the classes that its code makes objects of
 */
record ClassInfo(
        String name,
        @Nullable String superName,
        List<String> interfaces,
        int access,
        @Nullable String sourceFile,
        Set<String> annotations,
        boolean isApplication,
        Map<String, MethodInfo> methods,
        Set<String> made) {

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }

    String dotted() {
        return name.replace('/', '.');
    }

    /** Whether it declares a method of this name with as many parameters. */
    boolean has(Code method) {
        return methods.values().stream()
                .map(MethodInfo::code)
                .anyMatch(each -> each.name().equals(method.name()) && each.parameters() == method.parameters());
    }

    @Nullable
    MethodInfo method(String methodName, String descriptor) {
        return methods.get(methodName + descriptor);
    }
}
