package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Reads class files, as far as the scan wants to know them. All methods throw exceptions of many kinds if it is none, or one
 * that ASM does not know. Used by several threads.
 */
final class ClassParser {
    /** How codes are made. */
    private interface Naming {
        Code code(String owner, String name, String descriptor);
    }

    private final Interest interest;
    private final Pool pool = new Pool();

    ClassParser(Interest interest) {
        this.interest = interest;
    }

    Pool pool() {
        return pool;
    }

    /** All of one that is to be blamed. */
    ClassInfo whole(byte[] file) {
        ClassNode node = tree(file);
        Set<String> made = new LinkedHashSet<>();
        Set<Origin.Field> stored = new LinkedHashSet<>();
        node.methods.forEach(method -> note(node.name, method, made, stored));
        Header header = new Header(
                pool.string(node.name),
                node.superName == null ? null : pool.string(node.superName),
                pool.strings(node.interfaces),
                node.access,
                methods(node),
                pool.strings(List.copyOf(made)),
                List.copyOf(stored));
        return new ClassInfo(header, true, new ClassDetails.Known(shape(node, pool::code), bodies(node)));
    }

    /** What is wanted of all classes. */
    Header header(byte[] file) {
        HeaderReader reader = new HeaderReader(pool);
        new ClassReader(file).accept(reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return reader.header();
    }

    /** What stands outside of methods. */
    Shape shape(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE);
        return shape(node, pool::rare);
    }

    Bodies bodies(byte[] file) {
        return bodies(tree(file));
    }

    /** Of one whose code is not looked at. */
    ClassInfo withoutCode(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE);
        Header header = new Header(
                node.name,
                node.superName,
                List.copyOf(node.interfaces),
                node.access,
                methods(node),
                List.of(),
                List.of());
        return new ClassInfo(header, false, new ClassDetails.Known(shape(node, pool::rare), Bodies.NONE));
    }

    private static MethodNames methods(ClassNode node) {
        return MethodNames.of(node.methods.stream().mapToInt(each -> MethodNames.hash(each.name, each.desc)));
    }

    private static ClassNode tree(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
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
        return new Shape(
                node.sourceFile == null ? null : pool.string(node.sourceFile),
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                methods);
    }

    private Bodies bodies(ClassNode node) {
        List<Body> bodies = new ArrayList<>(node.methods.size());
        int[] lines = new int[node.methods.size()];
        for (MethodNode method : node.methods) {
            lines[bodies.size()] = firstLine(method);
            bodies.add(new BodyReader(node.name, method, interest, pool).read());
        }
        return new Bodies(bodies, lines);
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    private static void note(String owner, MethodNode method, Set<String> made, Set<Origin.Field> stored) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.NEW) {
                made.add(((TypeInsnNode) insn).desc);
            } else if (insn instanceof FieldInsnNode field
                    && BodyReader.isStore(field.getOpcode(), field.desc)
                    && !field.owner.equals(owner)) {
                stored.add(new Origin.Field(field.owner, field.name));
            }
        }
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
}
