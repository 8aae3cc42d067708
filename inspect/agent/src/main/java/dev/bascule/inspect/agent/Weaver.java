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

    private final HookTable table;
    private final Kinds kinds;

    Weaver(HookTable table, Kinds kinds) {
        this.table = table;
        this.kinds = kinds;
    }

    /** The class with its advice; null if there is nothing to advise. */
    byte @org.jspecify.annotations.Nullable [] weave(String className, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Advised advised = new Advised(className, writer);
        reader.accept(advised, ClassReader.EXPAND_FRAMES);
        return advised.any ? writer.toByteArray() : null;
    }

    private final class Advised extends ClassVisitor {
        private final String className;
        private boolean any;

        Advised(String className, ClassVisitor next) {
            super(API, next);
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
            return new Around(next, access, name, descriptor, kinds.of(className, name, descriptor));
        }
    }

    private static final class Around extends AdviceAdapter {
        private final Label begin = new Label();
        private final int kind;

        Around(MethodVisitor next, int access, String name, String descriptor, int kind) {
            super(API, next, access, name, descriptor);
            this.kind = kind;
        }

        @Override
        protected void onMethodEnter() {
            push(kind);
            mv.visitMethodInsn(INVOKESTATIC, HookClass.NAME, "enter", "(I)V", false);
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
            mv.visitFrame(F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
            exit();
            mv.visitInsn(ATHROW);
            super.visitMaxs(maxStack, maxLocals);
        }

        private void exit() {
            mv.visitMethodInsn(INVOKESTATIC, HookClass.NAME, "exit", "()V", false);
        }
    }
}
