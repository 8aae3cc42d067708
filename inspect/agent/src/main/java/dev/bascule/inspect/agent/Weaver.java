package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.HookTable.Mode;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a call of the hook before and after the bodies of methods. No member is added and no local variable, so that classes
 * can be changed that are loaded already; the handler that is added needs a frame with nothing but the exception.
 *
 * <p>ASM's {@code AdviceAdapter} would do, too, but it follows all that is on the stack, which is a good part of the time in which
 * the agent starts.
 */
final class Weaver {
    private static final int API = Opcodes.ASM9;

    private Weaver() {}

    /** The class with its advice; null if there is nothing to advise. */
    static byte @Nullable [] weave(String className, byte[] bytes, HookTable table) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Advised advised = new Advised(className, writer, table);
        reader.accept(advised, 0);
        return advised.any ? writer.toByteArray() : null;
    }

    private static final class Advised extends ClassVisitor {
        private final String className;
        private final HookTable table;
        private boolean any;

        /** Class files of before Java 6 have no frames. */
        private boolean hasFrames;

        Advised(String className, ClassVisitor next, HookTable table) {
            super(API, next);
            this.table = table;
            this.className = className;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            hasFrames = (version & 0xFFFF) >= Opcodes.V1_6;
            super.visit(version, access, name, signature, superName, interfaces);
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
            boolean isConstructor = name.equals("<init>");
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return switch (mode) {
                case TURN -> new Around(next, isConstructor, hasFrames, "turn", null, false);
                case PIN -> new Around(next, isConstructor, hasFrames, "pin", "unpin", false);
                case CHANNEL -> new Around(next, isConstructor, hasFrames, "enter", "exit", !isStatic);
                case CALL -> new Around(next, isConstructor, hasFrames, "enter", "exit", false);
            };
        }
    }

    private static final class Around extends MethodVisitor {
        private static final String CHANNEL = "(Ljava/nio/channels/SelectableChannel;)V";

        private final Label begin = new Label();
        private final boolean hasFrames;
        private final String before;
        private final @Nullable String after;
        private final boolean isOfChannel;

        /** Whether the body has begun: in a constructor, when that of the superclass has returned. */
        private boolean hasBegun;

        /** In a constructor before that: the objects that were made, and whose constructors have not been called. */
        private int made;

        /** With what the hook is asked; if it is a method of a channel, the hook is given that. */
        Around(
                MethodVisitor next,
                boolean isConstructor,
                boolean hasFrames,
                String before,
                @Nullable String after,
                boolean isOfChannel) {
            super(API, next);
            this.hasFrames = hasFrames;
            this.before = before;
            this.after = after;
            this.isOfChannel = isOfChannel;
            this.hasBegun = !isConstructor;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (hasBegun) {
                begin();
            }
        }

        private void begin() {
            if (isOfChannel) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
            }
            hook(before, isOfChannel ? CHANNEL : "()V");
            super.visitLabel(begin);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW) {
                made++;
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (hasBegun || !name.equals("<init>")) {
                return;
            }
            made--;
            if (made < 0) {
                hasBegun = true;
                begin();
            }
        }

        @Override
        public void visitInsn(int opcode) {
            boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
            if (returns && after != null) {
                hook(after, "()V");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            if (after != null) {
                Label end = new Label();
                super.visitLabel(end);
                super.visitTryCatchBlock(begin, end, end, null);
                if (hasFrames) {
                    super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
                }
                hook(after, "()V");
                super.visitInsn(Opcodes.ATHROW);
            }
            super.visitMaxs(maxStack, maxLocals);
        }

        private void hook(String method, String descriptor) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HookClass.NAME, method, descriptor, false);
        }
    }
}
