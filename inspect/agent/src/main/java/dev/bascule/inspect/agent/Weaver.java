package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.HookTable.Mode;
import org.jspecify.annotations.Nullable;
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

    private Weaver() {}

    /** The class with its advice; null if there is nothing to advise. */
    static byte @Nullable [] weave(String className, byte[] bytes, HookTable table) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Advised advised = new Advised(className, writer, table);
        reader.accept(advised, ClassReader.EXPAND_FRAMES);
        return advised.any ? writer.toByteArray() : null;
    }

    private static final class Advised extends ClassVisitor {
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
            Mode mode = hasBody ? table.mode(className, name) : null;
            if (mode == null) {
                return next;
            }
            any = true;
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return switch (mode) {
                case TURN -> new Before(next, access, name, descriptor);
                case PIN -> new Around(next, access, name, descriptor, "pin", "unpin", null);
                case CHANNEL ->
                    new Around(next, access, name, descriptor, "enter", "exit", isStatic ? null : className);
                case CALL -> new Around(next, access, name, descriptor, "enter", "exit", null);
            };
        }
    }

    private static final class Before extends AdviceAdapter {
        Before(MethodVisitor next, int access, String name, String descriptor) {
            super(API, next, access, name, descriptor);
        }

        @Override
        protected void onMethodEnter() {
            mv.visitMethodInsn(INVOKESTATIC, HookClass.NAME, "turn", "()V", false);
        }
    }

    private static final class Around extends AdviceAdapter {
        private static final String CHANNEL = "(Ljava/nio/channels/SelectableChannel;)V";

        private final Label begin = new Label();
        private final String before;
        private final String after;
        private final @Nullable String channel;

        /** With the class of the channel that the hook is given, or null. */
        Around(
                MethodVisitor next,
                int access,
                String name,
                String descriptor,
                String before,
                String after,
                @Nullable String channel) {
            super(API, next, access, name, descriptor);
            this.before = before;
            this.after = after;
            this.channel = channel;
        }

        @Override
        protected void onMethodEnter() {
            hook(before);
            mark(begin);
        }

        @Override
        protected void onMethodExit(int opcode) {
            if (opcode != ATHROW) {
                hook(after);
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            Label end = mark();
            mv.visitTryCatchBlock(begin, end, end, null);
            Object[] locals = channel == null ? new Object[0] : new Object[] {channel};
            mv.visitFrame(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
            hook(after);
            mv.visitInsn(ATHROW);
            super.visitMaxs(maxStack, maxLocals);
        }

        private void hook(String method) {
            if (channel != null) {
                mv.visitVarInsn(ALOAD, 0);
            }
            mv.visitMethodInsn(INVOKESTATIC, HookClass.NAME, method, channel == null ? "()V" : CHANNEL, false);
        }
    }
}
