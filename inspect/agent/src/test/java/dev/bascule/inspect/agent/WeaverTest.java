package dev.bascule.inspect.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class WeaverTest {
    /** As of old drivers: class files of before Java 6 have no frames. */
    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V17})
    void method_ofAnyVersion_isAdvised(int version) {
        ClassWriter writer = of(version, "java/lang/Object");
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "execute", "()I", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ICONST_1);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();

        assertThat(calls(writer, "execute")).containsExactly("enter", "exit", "exit");
    }

    @Test
    void constructor_isAdvisedBehindThatOfItsSuperclass() {
        ClassWriter writer = of(Opcodes.V17, "java/lang/Throwable");
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitTypeInsn(Opcodes.NEW, "java/lang/Error");
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Error", "<init>", "()V", false);
        method.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/lang/Throwable", "<init>", "(Ljava/lang/Throwable;)V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(3, 1);
        method.visitEnd();

        assertThat(calls(writer, "<init>"))
                .containsExactly("java/lang/Error.<init>", "java/lang/Throwable.<init>", "enter", "exit", "exit");
    }

    private static ClassWriter of(int version, String superclass) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "a/Driver", null, superclass, null);
        return writer;
    }

    /** What the only method of the class calls when it is woven; of the hook the names only. */
    private static List<String> calls(ClassWriter writer, String method) {
        byte[] woven = Weaver.weave("a/Driver", writer.toByteArray(), HookTable.of("a/Driver", List.of(method)));
        List<String> calls = new ArrayList<>();
        ClassVisitor reader = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String type, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isOf) {
                        calls.add(owner.equals(HookClass.NAME) ? called : owner + "." + called);
                    }
                };
            }
        };
        new ClassReader(requireNonNull(woven)).accept(reader, ClassReader.EXPAND_FRAMES);
        return calls;
    }
}
