package dev.bascule.inspect.scanner;

import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * A method as its class file tells.
 *
 * @param annotations descriptors' types, dotted
 * @param line of its first instruction, 0 if not known
 */
record MethodInfo(Code code, int access, Set<String> annotations, int line, Body body) {
    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isPrivate() {
        return (access & Opcodes.ACC_PRIVATE) != 0;
    }

    boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }

    boolean isSynthetic() {
        return (access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    boolean isBridge() {
        return (access & Opcodes.ACC_BRIDGE) != 0;
    }
}
