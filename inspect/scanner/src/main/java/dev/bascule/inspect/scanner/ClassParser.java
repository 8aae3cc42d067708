package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Reads class files, as far as the scan wants to know them. All methods throw exceptions of many kinds if it is none, or one
 * that ASM does not know. Used by several threads.
 */
final class ClassParser {
    /** How codes are made. */
    private interface Naming {
        Code code(String owner, String name, String descriptor);
    }

    /**
     * The inside of a method.
     *
     * @param line of its first instruction, 0 if not known
     */
    record Inside(Body body, int line) {
        static final Inside NOTHING = new Inside(Body.EMPTY, 0);
    }

    private final Set<String> tests;
    private final Pool pool = new Pool();

    /**
     * For all classes of a scan.
     *
     * @param tests names of methods whose boolean result says something
     */
    ClassParser(Set<String> tests) {
        this.tests = tests;
    }

    Pool pool() {
        return pool;
    }

    /** What is wanted of classes of libraries. */
    Indexed header(byte[] file) {
        HeaderReader reader = new HeaderReader(pool);
        new ClassReader(file).accept(reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return new Indexed(reader.header(), null);
    }

    /** What is wanted of those that are to be blamed. */
    Indexed indexed(byte[] file) {
        OutlineReader reader = new OutlineReader(pool);
        new ClassReader(file).accept(reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return new Indexed(reader.header(), reader.outline());
    }

    /** What stands outside of methods. */
    Shape shape(byte[] file) {
        return shape(withoutCode(file), pool::rare);
    }

    Optional<String> sourceFile(byte[] file) {
        return Optional.ofNullable(withoutCode(file).sourceFile);
    }

    /** The inside of the methods of these numbers. */
    Map<Integer, Inside> insides(byte[] file, BitSet methods) {
        Chosen chosen = new Chosen(methods);
        new ClassReader(file).accept(chosen, ClassReader.SKIP_FRAMES);
        Map<Integer, Inside> insides = new HashMap<>();
        chosen.nodes.forEach((number, node) -> {
            Body body = new BodyReader(chosen.owner, node, tests, pool).read();
            insides.put(number, new Inside(body, firstLine(node)));
        });
        return insides;
    }

    /** A class whose code is not looked at. */
    ClassInfo frame(byte[] file) {
        ClassNode node = withoutCode(file);
        Header header = new Header(
                node.name,
                node.superName,
                List.copyOf(node.interfaces),
                node.access,
                MethodNames.of(node.methods.stream().mapToInt(each -> MethodNames.hash(each.name, each.desc))),
                List.of(),
                List.of());
        return new ClassInfo(header, false, ClassDetails.of(shape(node, pool::rare)));
    }

    private static ClassNode withoutCode(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE);
        return node;
    }

    private Shape shape(ClassNode node, Naming naming) {
        List<Shape.Declared> methods = new ArrayList<>(node.methods.size());
        for (MethodNode method : node.methods) {
            methods.add(new Shape.Declared(
                    naming.code(node.name, method.name, method.desc),
                    method.access,
                    annotations(method.visibleAnnotations, method.invisibleAnnotations)));
        }
        return new Shape(annotations(node.visibleAnnotations, node.invisibleAnnotations), methods);
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    private Set<String> annotations(@Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        if (visible == null && invisible == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        Stream.of(visible, invisible)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(annotation -> pool.string(Type.getType(annotation.desc).getClassName()))
                .forEach(names::add);
        return Set.copyOf(names);
    }

    /** Makes trees of some methods; ASM passes over the others without looking into them. */
    private static final class Chosen extends ClassVisitor {
        private final BitSet wanted;
        private final Map<Integer, MethodNode> nodes = new HashMap<>();
        private String owner = "";
        private int number;

        Chosen(BitSet wanted) {
            super(Opcodes.ASM9);
            this.wanted = wanted;
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
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            int own = number++;
            if (!wanted.get(own)) {
                return null;
            }
            MethodNode node = new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
            nodes.put(own, node);
            return node;
        }
    }
}
