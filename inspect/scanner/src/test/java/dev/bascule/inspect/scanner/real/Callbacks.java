package dev.bascule.inspect.scanner.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Finds the callbacks of a library by the table in {@code callbacks.txt}, without asking the scanner. */
final class Callbacks {
    /** A method of the library. */
    record Method(String owner, String name, String descriptor) {}

    /** A callback, and the method of the source that it stands in: its own one, if it is no lambda. */
    record Callback(Method body, Method source, boolean isFunction) {}

    private final Table table;
    private final Jars jars;
    private final Map<Method, Method> makers = new HashMap<>();
    private final Set<Method> movers = new HashSet<>();

    private Callbacks(Table table, Jars jars) {
        this.table = table;
        this.jars = jars;
    }

    /** All of them, in a stable order, one for each method of the source. */
    static List<Callback> of(Release release) throws IOException {
        Callbacks callbacks = new Callbacks(Table.read(), Jars.read(release));
        callbacks.jars.looked().forEach(callbacks::noteLambdas);
        callbacks.jars.looked().forEach(callbacks::noteMoves);
        List<Callback> all = new ArrayList<>();
        for (ClassNode each : callbacks.jars.looked()) {
            callbacks.find(each, all);
        }
        Set<Method> sources = new HashSet<>();
        return all.stream()
                .sorted(Comparator.comparing(callback -> callback.body().toString()))
                .filter(callback -> !callbacks.movers.contains(callback.source()))
                .filter(callback -> sources.add(
                        new Method(callback.source().owner(), callback.source().name(), "")))
                .toList();
    }

    private void noteLambdas(ClassNode type) {
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                Handle handle = insn instanceof InvokeDynamicInsnNode dynamic ? body(dynamic) : null;
                if (handle != null && handle.getName().startsWith("lambda$")) {
                    makers.put(method(handle), new Method(type.name, method.name, method.desc));
                }
            }
        }
    }

    private void noteMoves(ClassNode type) {
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof MethodInsnNode call && table.moves().contains(call.name)) {
                    movers.add(source(new Method(type.name, method.name, method.desc)));
                }
            }
        }
    }

    private static Handle body(InvokeDynamicInsnNode dynamic) {
        boolean isFunction = dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory");
        return isFunction ? (Handle) dynamic.bsmArgs[1] : null;
    }

    private static Method method(Handle handle) {
        return new Method(handle.getOwner(), handle.getName(), handle.getDesc());
    }

    private Method source(Method method) {
        Method each = method;
        while (makers.containsKey(each)) {
            each = makers.get(each);
        }
        return each;
    }

    private void find(ClassNode type, List<Callback> found) {
        for (MethodNode method : type.methods) {
            if (isPlain(method) && table.isBody(jars.supertypes(type.name), method)) {
                Method body = new Method(type.name, method.name, method.desc);
                found.add(new Callback(body, body, false));
            }
            findFunctions(type, method, found);
        }
    }

    private static boolean isPlain(MethodNode method) {
        int not = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        return (method.access & not) == 0;
    }

    private void findFunctions(ClassNode type, MethodNode method, List<Callback> found) {
        Frame<SourceValue>[] frames = frames(type, method);
        for (int i = 0; i < frames.length; i++) {
            if (method.instructions.get(i) instanceof MethodInsnNode call
                    && frames[i] != null
                    && table.isGivenTo(jars.supertypes(call.owner), call.name)) {
                int arguments = org.objectweb.asm.Type.getArgumentCount(call.desc);
                for (int argument = 1; argument <= arguments; argument++) {
                    frames[i]
                            .getStack(frames[i].getStackSize() - argument)
                            .insns
                            .forEach(insn -> add(insn, found));
                }
            }
        }
    }

    private static Frame<SourceValue>[] frames(ClassNode type, MethodNode method) {
        try {
            return new Analyzer<>(new SourceInterpreter()).analyze(type.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(AbstractInsnNode insn, List<Callback> found) {
        Handle handle = insn instanceof InvokeDynamicInsnNode dynamic ? body(dynamic) : null;
        if (handle != null && jars.hasCode(handle)) {
            found.add(new Callback(method(handle), source(method(handle)), true));
        }
    }
}
