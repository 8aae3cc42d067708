package dev.bascule.inspect.agent;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AdviceAdapter;

/**
 * Puts a call of the hook before and after the bodies of methods. No member is added and no local variable, so that classes
 * can be changed that are loaded already; the handler that is added needs a frame with nothing but the exception.
 */
final class Weaver {
    private static final int API = Opcodes.ASM9;

    private final Kinds kinds;

    Weaver(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The class with its advice; null if there is nothing to advise. */
    byte @org.jspecify.annotations.Nullable [] weave(String className, byte[] bytes, HookTable table) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Advised advised = new Advised(className, writer, table);
        reader.accept(advised, ClassReader.EXPAND_FRAMES);
        return advised.any ? writer.toByteArray() : null;
    }

    private final class Advised extends ClassVisitor {
        private final String className;
        private final HookTable table;
        private boolean any;

        Advised(String className, ClassVisitor next, HookTable table) {
            super(API, next);
            this.table = table;
            this.className = className;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            boolean hasBody = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
            if (!hasBody || !table.isAdvised(className, name)) {
                return next;
            }
            any = true;
            boolean isChannel = table.isChannel(className) && (access & Opcodes.ACC_STATIC) == 0;
            return new Around(
                    next, className, access, name, descriptor, kinds.of(className, name, descriptor), isChannel);
        }
    }

    private static final class Around extends AdviceAdapter {
        private static final String CHANNEL = "Ljava/nio/channels/SelectableChannel;";

        private final Label begin = new Label();
        private final String owner;
        private final int kind;
        private final boolean isChannel;

        Around(
                MethodVisitor next,
                String owner,
                int access,
                String name,
                String descriptor,
                int kind,
                boolean isChannel) {
            super(API, next, access, name, descriptor);
            this.owner = owner;
            this.kind = kind;
            this.isChannel = isChannel;
        }

        @Override
        protected void onMethodEnter() {
            hook("enter", "I", () -> push(kind));
            mark(begin);
        }

        @Override
        protected void onMethodExit(int opcode) {
            if (opcode != ATHROW) {
                exit();
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            Label end = mark();
            mv.visitTryCatchBlock(begin, end, end, null);
            Object[] locals = isChannel ? new Object[] {owner} : new Object[0];
            mv.visitFrame(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
            exit();
            mv.visitInsn(ATHROW);
            super.visitMaxs(maxStack, maxLocals);
        }

        private void exit() {
            hook("exit", "", () -> {});
        }

        private void hook(String method, String parameters, Runnable arguments) {
            if (isChannel) {
                mv.visitVarInsn(ALOAD, 0);
            }
            arguments.run();
            String descriptor = "(" + (isChannel ? CHANNEL : "") + parameters + ")V";
            mv.visitMethodInsn(INVOKESTATIC, HookClass.NAME, method, descriptor, false);
        }
    }
}
