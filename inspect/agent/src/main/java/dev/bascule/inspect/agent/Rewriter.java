package dev.bascule.inspect.agent;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Has the classes of the application call the hook in place of public natives, also by method references. */
final class Rewriter {
    private static final int API = Opcodes.ASM9;

    /** A tag in a constant pool: JVMS 4.4. */
    private static final int NAME_AND_TYPE = 12;

    private final Natives natives;

    Rewriter(Natives natives) {
        this.natives = natives;
    }

    /** The class with other calls; null if it has none of them. */
    byte @Nullable [] rewrite(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        natives.learn(reader.getClassName(), reader.getSuperName());
        if (!mayCallAny(reader)) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        Calls calls = new Calls(writer);
        reader.accept(calls, 0);
        return calls.any ? writer.toByteArray() : null;
    }

    /** Whether it has one of their names and descriptors: most classes have none, and are read no further. */
    private boolean mayCallAny(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            boolean isNameAndType = item > 0 && reader.readByte(item - 1) == NAME_AND_TYPE;
            if (isNameAndType && natives.has(reader.readUTF8(item, buffer), reader.readUTF8(item + 2, buffer))) {
                return true;
            }
        }
        return false;
    }

    private final class Calls extends ClassVisitor {
        private boolean any;

        Calls(ClassVisitor next) {
            super(API, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            return new MethodVisitor(API, super.visitMethod(access, name, descriptor, signature, thrown)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                    Natives.Call instead = opcode == Opcodes.INVOKESPECIAL ? null : find(owner, called, type);
                    if (instead == null) {
                        super.visitMethodInsn(opcode, owner, called, type, isInterface);
                    } else {
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC, instead.owner(), instead.name(), instead.descriptor(), false);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String made, String type, Handle bootstrap, Object... arguments) {
                    Object[] changed = arguments.clone();
                    for (int i = 0; i < changed.length; i++) {
                        changed[i] = changed[i] instanceof Handle handle ? replaced(handle) : changed[i];
                    }
                    super.visitInvokeDynamicInsn(made, type, bootstrap, changed);
                }
            };
        }

        private Natives.@Nullable Call find(String owner, String name, String descriptor) {
            Natives.Call instead = natives.replacement(owner, name, descriptor);
            any |= instead != null;
            return instead;
        }

        private Handle replaced(Handle handle) {
            boolean isCall = handle.getTag() >= Opcodes.H_INVOKEVIRTUAL && handle.getTag() != Opcodes.H_INVOKESPECIAL;
            Natives.Call instead = isCall ? find(handle.getOwner(), handle.getName(), handle.getDesc()) : null;
            return instead == null
                    ? handle
                    : new Handle(Opcodes.H_INVOKESTATIC, instead.owner(), instead.name(), instead.descriptor(), false);
        }
    }
}
