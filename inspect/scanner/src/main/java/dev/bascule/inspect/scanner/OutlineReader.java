package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads the outline of a class, and its header, on one way through the file. */
final class OutlineReader extends ClassVisitor {
    private final Pool pool;
    private final HeaderReader header;
    private final Set<String> annotations = new HashSet<>();
    private final List<Shape.Declared> declared = new ArrayList<>();
    private final List<Outline.Named> named = new ArrayList<>();
    private String owner = "";

    OutlineReader(Pool pool) {
        this(pool, new HeaderReader(pool));
    }

    private OutlineReader(Pool pool, HeaderReader header) {
        super(Opcodes.ASM9, header);
        this.pool = pool;
        this.header = header;
    }

    Header header() {
        return header.header();
    }

    Outline outline() {
        return new Outline(new Shape(Set.copyOf(annotations), List.copyOf(declared)), List.copyOf(named));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        owner = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotations.add(className(descriptor));
        return null;
    }

    private String className(String descriptor) {
        return pool.string(Type.getType(descriptor).getClassName());
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new CodeReader(next, pool.code(owner, name, descriptor), access);
    }

    /** Of one method. */
    private final class CodeReader extends MethodVisitor {
        private final Code code;
        private final int access;
        private final List<Code> calls = new ArrayList<>();
        private Set<String> annotations = Set.of();
        private boolean makesFunctions;
        private boolean stores;

        CodeReader(MethodVisitor next, Code code, int access) {
            super(Opcodes.ASM9, next);
            this.code = code;
            this.access = access;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            Set<String> more = new HashSet<>(annotations);
            more.add(className(descriptor));
            annotations = Set.copyOf(more);
            return null;
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
            calls.add(pool.code(type, name, descriptor));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            makesFunctions |= FlowInterpreter.makesFunction(bootstrap, arguments);
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
            stores |= BodyReader.isStore(opcode, descriptor);
            super.visitFieldInsn(opcode, type, name, descriptor);
        }

        @Override
        public void visitEnd() {
            declared.add(new Shape.Declared(code, access, annotations));
            boolean isEmpty = calls.isEmpty() && !makesFunctions && !stores;
            named.add(isEmpty ? Outline.Named.NOTHING : new Outline.Named(List.copyOf(calls), makesFunctions, stores));
        }
    }
}
