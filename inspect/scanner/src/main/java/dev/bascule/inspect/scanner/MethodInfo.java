package dev.bascule.inspect.scanner;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A method as its class file tells. There is one object for each method, so that they are equal if they are the same. */
final class MethodInfo {
    private final ClassInfo owner;
    private final int index;
    private final Shape.Declared declared;

    /** The one of that number in its class file. */
    MethodInfo(ClassInfo owner, int index, Shape.Declared declared) {
        this.owner = owner;
        this.index = index;
        this.declared = declared;
    }

    Code code() {
        return declared.code();
    }

    /** Fully qualified. */
    Set<String> annotations() {
        return declared.annotations();
    }

    /** Of its first instruction, 0 if not known. */
    int line() {
        return owner.details().line(index);
    }

    Body body() {
        return owner.details().body(index);
    }

    /** What its code names; null if nobody has looked. */
    Outline.@Nullable Named named() {
        Outline outline = owner.details().outline();
        return outline == null ? null : outline.methods().get(index);
    }

    /** Whether it has lambdas or method references, or may have. */
    boolean makesFunctions() {
        Outline.Named named = named();
        return named == null || named.makesFunctions();
    }

    /** Whether it names this one in a call, or may do so. */
    boolean mayCall(Code target) {
        Outline.Named named = named();
        return named == null || named.calls().contains(target);
    }

    ClassInfo owner() {
        return owner;
    }

    /** In its class file. */
    int index() {
        return index;
    }

    boolean isAbstract() {
        return has(Opcodes.ACC_ABSTRACT);
    }

    boolean isStatic() {
        return has(Opcodes.ACC_STATIC);
    }

    boolean isPrivate() {
        return has(Opcodes.ACC_PRIVATE);
    }

    boolean isFinal() {
        return has(Opcodes.ACC_FINAL);
    }

    boolean isSynthetic() {
        return has(Opcodes.ACC_SYNTHETIC);
    }

    boolean isBridge() {
        return has(Opcodes.ACC_BRIDGE);
    }

    private boolean has(int flag) {
        return (declared.access() & flag) != 0;
    }

    @Override
    public String toString() {
        return code().toString();
    }
}
