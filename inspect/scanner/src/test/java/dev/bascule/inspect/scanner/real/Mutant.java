package dev.bascule.inspect.scanner.real;

import dev.bascule.inspect.scanner.real.Callbacks.Callback;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A callback with a blocking call at its beginning.
 *
 * @param callback which one
 * @param leaf what it calls
 * @param depth how many calls lead to it from the callback; 0 for directly
 * @param line a line number of its own, by which a finding is known
 */
record Mutant(Callback callback, Leaf leaf, int depth, int line) {
    private static final int FIRST_LINE = 60_000;

    /** What blocks. */
    enum Leaf {
        SLEEP,
        GET,
        LATCH,
        TAKE;

        InsnList code() {
            InsnList code = new InsnList();
            switch (this) {
                case SLEEP -> {
                    code.add(new InsnNode(Opcodes.LCONST_1));
                    code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false));
                }
                case GET -> addCall(code, "java/util/concurrent/Future", "get", "()Ljava/lang/Object;");
                case LATCH -> addCall(code, "java/util/concurrent/CountDownLatch", "await", "()V");
                case TAKE -> addCall(code, "java/util/concurrent/BlockingQueue", "take", "()Ljava/lang/Object;");
            }
            return code;
        }

        /** Nobody runs it, so the receiver may be null. */
        private static void addCall(InsnList code, String owner, String name, String descriptor) {
            boolean isInterface = !owner.endsWith("Latch");
            code.add(new InsnNode(Opcodes.ACONST_NULL));
            int opcode = isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            code.add(new MethodInsnNode(opcode, owner, name, descriptor, isInterface));
            if (!descriptor.endsWith("V")) {
                code.add(new InsnNode(Opcodes.POP));
            }
        }
    }

    /** So many callbacks at most, chosen at random, each with a leaf chosen at random. */
    static List<Mutant> choose(List<Callback> callbacks, int most, int depth, Random random) {
        List<Callback> shuffled = new ArrayList<>(callbacks);
        Collections.shuffle(shuffled, random);
        List<Mutant> chosen = new ArrayList<>();
        for (Callback each : shuffled.subList(0, Math.min(most, shuffled.size()))) {
            Leaf leaf = Leaf.values()[random.nextInt(Leaf.values().length)];
            chosen.add(new Mutant(each, leaf, depth, FIRST_LINE + chosen.size()));
        }
        return chosen;
    }

    /** Copies a jar, with the mutants in it. */
    static void write(Path from, Path to, List<Mutant> mutants) throws IOException {
        Map<String, List<Mutant>> byClass = mutants.stream()
                .collect(
                        Collectors.groupingBy(mutant -> mutant.callback().body().owner(), Collectors.toList()));
        try (ZipFile zip = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : zip.stream().filter(Jars::isClass).toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                String name = entry.getName().substring(0, entry.getName().length() - ".class".length());
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(byClass.containsKey(name) ? mutated(bytes, byClass.get(name)) : bytes);
            }
        }
    }

    private static byte[] mutated(byte[] bytes, List<Mutant> mutants) {
        ClassNode type = new ClassNode();
        new ClassReader(bytes).accept(type, ClassReader.SKIP_FRAMES);
        mutants.forEach(mutant -> mutant.insertInto(type));
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    private void insertInto(ClassNode type) {
        MethodNode body = type.methods.stream()
                .filter(method -> method.name.equals(callback.body().name())
                        && method.desc.equals(callback.body().descriptor()))
                .findFirst()
                .orElseThrow();
        Function<String, InsnList> call = name -> call(type, name);
        body.instructions.insert(depth == 0 ? leafCode() : call.apply(helper(1)));
        for (int i = 1; i <= depth; i++) {
            InsnList code = i == depth ? leafCode() : call.apply(helper(i + 1));
            code.add(new InsnNode(Opcodes.RETURN));
            MethodNode method =
                    new MethodNode(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, helper(i), "()V", null, new String[0]);
            method.instructions.add(code);
            type.methods.add(method);
        }
    }

    private String helper(int step) {
        return "mutant" + line + "step" + step;
    }

    private static InsnList call(ClassNode type, String name) {
        boolean isInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        InsnList code = new InsnList();
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, type.name, name, "()V", isInterface));
        return code;
    }

    private InsnList leafCode() {
        InsnList code = leaf.code();
        LabelNode label = new LabelNode();
        code.insert(new LineNumberNode(line, label));
        code.insert(label);
        return code;
    }
}
