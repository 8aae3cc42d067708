package dev.bascule.inspect.scanner;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads the header of a class without making objects of the rest. */
final class HeaderReader extends ClassVisitor {
    private final Pool pool;
    private final Set<String> made = new LinkedHashSet<>();
    private final Set<Origin.Field> stored = new LinkedHashSet<>();
    private final IntStream.Builder methods = IntStream.builder();
    private final MethodVisitor code = new CodeReader();
    private @Nullable Header header;

    HeaderReader(Pool pool) {
        super(Opcodes.ASM9);
        this.pool = pool;
    }

    Header header() {
        Header of = requireNonNull(header);
        return new Header(
                of.name(),
                of.superName(),
                of.interfaces(),
                of.access(),
                MethodNames.of(methods.build()),
                List.copyOf(made),
                List.copyOf(stored));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        header = new Header(
                pool.string(name),
                superName == null ? null : pool.string(superName),
                interfaces == null ? List.of() : pool.strings(List.of(interfaces)),
                access,
                MethodNames.NONE,
                List.of(),
                List.of());
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        methods.add(MethodNames.hash(name, descriptor));
        return code;
    }

    private final class CodeReader extends MethodVisitor {
        CodeReader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                made.add(pool.string(type));
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (BodyReader.isStore(opcode, descriptor)
                    && !owner.equals(requireNonNull(header).name())) {
                stored.add(new Origin.Field(pool.string(owner), pool.string(name)));
            }
        }
    }
}
