package dev.bascule.inspect.scanner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Reads a class file, as far as the scan wants to know it. */
final class ClassParser {
    private final Interest interest;

    ClassParser(Interest interest) {
        this.interest = interest;
    }

    /**
     * Reads it with its code.
     *
     * @throws RuntimeException of many kinds, if it is no class file or one that ASM does not know
     */
    ClassInfo parse(byte[] file, boolean isApplication) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
        Map<String, MethodInfo> methods = new HashMap<>();
        Set<String> made = new HashSet<>();
        for (MethodNode method : node.methods) {
            methods.put(method.name + method.desc, method(node.name, method));
            noteMade(method, made);
        }
        return info(node, isApplication, methods, made);
    }

    /** Reads only what the class says of itself: for those whose code is not looked at. */
    static ClassInfo parseShape(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        Map<String, MethodInfo> methods = new HashMap<>();
        for (MethodNode method : node.methods) {
            Code code = new Code(node.name, method.name, method.desc);
            methods.put(method.name + method.desc, new MethodInfo(code, method.access, Set.of(), 0, Body.EMPTY));
        }
        return info(node, false, methods, Set.of());
    }

    private static ClassInfo info(
            ClassNode node, boolean isApplication, Map<String, MethodInfo> methods, Set<String> made) {
        return new ClassInfo(
                node.name,
                node.superName,
                List.copyOf(node.interfaces),
                node.access,
                node.sourceFile,
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                isApplication,
                methods,
                made);
    }

    private MethodInfo method(String owner, MethodNode method) {
        return new MethodInfo(
                new Code(owner, method.name, method.desc),
                method.access,
                annotations(method.visibleAnnotations, method.invisibleAnnotations),
                firstLine(method),
                new BodyReader(owner, method, interest).read());
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    private static void noteMade(MethodNode method, Set<String> made) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.NEW) {
                made.add(((TypeInsnNode) insn).desc);
            }
        }
    }

    private static Set<String> annotations(
            @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        Set<String> names = new HashSet<>();
        Stream.of(visible, invisible)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(annotation -> Type.getType(annotation.desc).getClassName())
                .forEach(names::add);
        return names.isEmpty() ? Set.of() : names;
    }
}
