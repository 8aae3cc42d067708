package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.MethodPattern;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives native methods that the user names as blocking a body, which can be advised: the native gets another name, with a
 * prefix that the JVM takes off again where it looks for the code ({@link Instrumentation#setNativeMethodPrefix}).
 *
 * <p>A class that is loaded already cannot get one; its natives are told as not seen. A class that has got one keeps it, and so
 * this stays in the JVM when the agent leaves.
 *
 * <p><b>For maintainers.</b> This one is no retransformer: what it makes counts for the JVM as the class's own bytecode, so that
 * the advice, which is one, can be taken out again, and other agents find the methods that they know.
 */
final class NativeMethods implements ClassFileTransformer {
    private static final int API = Opcodes.ASM9;
    private static final String PREFIX = "bascule$native$";

    private final List<MethodPattern> named;
    private final Set<String> types = new HashSet<>();
    private final Instrumentation instrumentation;
    private final Set<String> wrapped = new ConcurrentSkipListSet<>();

    private NativeMethods(List<MethodPattern> named, Instrumentation instrumentation) {
        this.named = named;
        for (MethodPattern method : named) {
            types.add(method.type());
        }
        this.instrumentation = instrumentation;
    }

    /** From now on; it does nothing if the user names no methods. */
    static NativeMethods install(List<MethodPattern> named, Instrumentation instrumentation) {
        NativeMethods natives = new NativeMethods(named, instrumentation);
        if (!named.isEmpty() && instrumentation.isNativeMethodPrefixSupported()) {
            instrumentation.addTransformer(natives);
            instrumentation.setNativeMethodPrefix(natives, PREFIX);
        }
        return natives;
    }

    /** Unless some class needs it. */
    void remove() {
        if (wrapped.isEmpty()) {
            instrumentation.removeTransformer(this);
        }
    }

    /** Whether a frame is of the native itself, which has another name. */
    static boolean isOne(String method) {
        return method.startsWith(PREFIX);
    }

    /** Those of a class as it is now that have no body; in order. */
    Set<String> without(String internalName, byte[] bytes) {
        Set<String> without = new TreeSet<>();
        if (names(internalName)) {
            new ClassReader(bytes).accept(new Wrapper(internalName, null, without), ClassReader.SKIP_CODE);
        }
        return without;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || name == null || !names(name) || (loaded != null && !wrapped.contains(name))) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Set<String> found = new TreeSet<>();
        reader.accept(new Wrapper(name, writer, found), 0);
        if (found.isEmpty()) {
            return null;
        }
        wrapped.add(name);
        return writer.toByteArray();
    }

    boolean names(String internalName) {
        return types.contains(internalName.replace('/', '.'));
    }

    private boolean isNamed(String internalName, String method) {
        return named.stream()
                .filter(pattern -> pattern.type().equals(internalName.replace('/', '.')))
                .anyMatch(pattern -> HookTable.matches(pattern.name(), method));
    }

    private final class Wrapper extends ClassVisitor {
        private final String className;
        private final Set<String> found;

        Wrapper(String className, @Nullable ClassVisitor next, Set<String> found) {
            super(API, next);
            this.className = className;
            this.found = found;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            boolean isNative = (access & Opcodes.ACC_NATIVE) != 0;
            if (!isNative || isOne(name) || !isNamed(className, name)) {
                return super.visitMethod(access, name, descriptor, signature, thrown);
            }
            found.add(className.replace('/', '.') + "." + name);
            int isStatic = access & Opcodes.ACC_STATIC;
            int hidden = isStatic | Opcodes.ACC_PRIVATE | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC;
            MethodVisitor hiddenNative = super.visitMethod(hidden, PREFIX + name, descriptor, null, thrown);
            if (hiddenNative != null) {
                hiddenNative.visitEnd();
            }
            MethodVisitor next = super.visitMethod(access & ~Opcodes.ACC_NATIVE, name, descriptor, signature, thrown);
            return next == null ? null : new Body(next, className, name, descriptor, isStatic != 0);
        }
    }

    /** Calls the native; the annotations of the method stay. */
    private static final class Body extends MethodVisitor {
        private final String className;
        private final String name;
        private final String descriptor;
        private final boolean isStatic;

        Body(MethodVisitor next, String className, String name, String descriptor, boolean isStatic) {
            super(API, next);
            this.className = className;
            this.name = name;
            this.descriptor = descriptor;
            this.isStatic = isStatic;
        }

        @Override
        public void visitEnd() {
            visitCode();
            int local = 0;
            if (!isStatic) {
                visitVarInsn(Opcodes.ALOAD, local++);
            }
            for (Type argument : Type.getArgumentTypes(descriptor)) {
                visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
                local += argument.getSize();
            }
            int call = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
            visitMethodInsn(call, className, PREFIX + name, descriptor, false);
            visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
            visitMaxs(0, 0);
            super.visitEnd();
        }
    }
}
