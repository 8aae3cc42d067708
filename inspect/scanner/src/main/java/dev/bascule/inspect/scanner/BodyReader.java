package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/** Reads what one method does. */
final class BodyReader {
    /** Beyond it a method is machine-made, and following its values takes longer than it is worth. */
    private static final int MOST_INSTRUCTIONS = 20_000;

    /** All values of all frames of a method, whose room it takes to follow them. */
    private static final long MOST_VALUES = 8_000_000;

    private final String owner;
    private final MethodNode method;
    private final Set<String> tests;
    private final Pool pool;
    private final Map<AbstractInsnNode, Integer> numbers = new HashMap<>(); // by identity: nodes do not define equals
    private final Map<Code, String> lambdas = new HashMap<>();

    /**
     * Of one method.
     *
     * @param tests names of methods whose boolean result says something
     */
    BodyReader(String owner, MethodNode method, Set<String> tests, Pool pool) {
        this.owner = owner;
        this.method = method;
        this.tests = tests;
        this.pool = pool;
    }

    Body read() {
        numberCalls();
        if (numbers.isEmpty() && lambdas.isEmpty() && !stores()) {
            return Body.EMPTY;
        }
        @Nullable Frame<FlowValue>[] frames = flow();
        Map<AbstractInsnNode, Set<Fact>> facts =
                frames == null ? Map.of() : new Facts(method, frames, numbers, tests).find();
        return collect(frames, facts);
    }

    private void numberCalls() {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode) {
                numbers.put(insn, numbers.size());
            } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                Origin.Function function = FlowInterpreter.function(dynamic);
                if (function != null) {
                    lambdas.put(
                            function.body(), Type.getReturnType(dynamic.desc).getInternalName());
                }
            }
        }
    }

    private boolean stores() {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FieldInsnNode field && isStore(field.getOpcode(), field.desc)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Frame<FlowValue> @Nullable [] flow() {
        int size = method.instructions.size();
        if (size > MOST_INSTRUCTIONS || (long) size * (method.maxLocals + method.maxStack) > MOST_VALUES) {
            return null;
        }
        try {
            boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
            return new Analyzer<>(new FlowInterpreter(numbers, method.desc, isStatic)).analyze(owner, method);
        } catch (AnalyzerException | IndexOutOfBoundsException | AssertionError odd) {
            // Code that no compiler of ours makes, or descriptors of fields that are none, which ASM answers with an
            // error.
            return null; // its calls are seen all the same
        }
    }

    private Body collect(@Nullable Frame<FlowValue> @Nullable [] frames, Map<AbstractInsnNode, Set<Fact>> facts) {
        List<Call> calls = new ArrayList<>();
        Set<Origin> returns = new LinkedHashSet<>();
        Map<Origin.Field, Set<Origin>> stores = new LinkedHashMap<>();
        int line = 0;
        int at = 0;
        for (AbstractInsnNode insn : method.instructions) {
            Frame<FlowValue> frame = frames == null ? null : frames[at];
            at++;
            if (insn instanceof LineNumberNode number) {
                line = number.line;
            } else if (insn instanceof MethodInsnNode call) {
                calls.add(call(call, line, frame, facts.getOrDefault(insn, Set.of())));
            } else if (insn instanceof FieldInsnNode field && isStore(field.getOpcode(), field.desc)) {
                Set<Origin> value = frame == null ? argumentBefore(field) : top(frame, 0);
                Set<Origin> known = value.isEmpty() ? Set.of(new Origin.Unknown()) : value;
                stores.merge(new Origin.Field(field.owner, field.name), known, BodyReader::union);
            } else if (insn.getOpcode() == Opcodes.ARETURN && frame != null) {
                returns.addAll(top(frame, 0));
            }
        }
        return new Body(
                List.copyOf(calls),
                returns.isEmpty() ? Set.of() : returns,
                stores.isEmpty() ? Map.of() : stores,
                lambdas.isEmpty() ? Map.of() : lambdas,
                frames != null);
    }

    /** Whether an instruction puts an object into a field. */
    static boolean isStore(int opcode, String descriptor) {
        return (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) && descriptor.startsWith("L");
    }

    /** The argument that a constructor puts into a field as it is: most do nothing else, so no flow is asked. */
    private Set<Origin> argumentBefore(FieldInsnNode store) {
        return method.name.equals("<init>")
                        && store.getPrevious() instanceof VarInsnNode load
                        && load.getOpcode() == Opcodes.ALOAD
                ? FlowInterpreter.argument(method.desc, load.var)
                : Set.of();
    }

    private static Set<Origin> union(Set<Origin> one, Set<Origin> other) {
        Set<Origin> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private Call call(MethodInsnNode insn, int line, @Nullable Frame<FlowValue> frame, Set<Fact> facts) {
        Code target = pool.code(insn.owner, insn.name, insn.desc);
        int count = target.parameters();
        List<Set<Origin>> arguments = pool.unknown(count);
        Set<Origin> receiver = Set.of();
        if (frame != null) {
            if (count > 0) {
                arguments = arguments(frame, count);
            }
            receiver = insn.getOpcode() == Opcodes.INVOKESTATIC ? Set.of() : top(frame, count);
        }
        AbstractInsnNode next = insn.getNext();
        int after = next == null ? 0 : next.getOpcode();
        boolean dropped =
                (after == Opcodes.POP || after == Opcodes.POP2) && Type.getReturnType(insn.desc) != Type.VOID_TYPE;
        return new Call(target, kind(insn), line, receiver, arguments, facts, dropped);
    }

    private static List<Set<Origin>> arguments(Frame<FlowValue> frame, int count) {
        List<Set<Origin>> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(top(frame, count - 1 - i));
        }
        return List.copyOf(arguments);
    }

    private static Call.Kind kind(MethodInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.INVOKESTATIC -> Call.Kind.STATIC;
            case Opcodes.INVOKESPECIAL -> Call.Kind.SPECIAL;
            default -> Call.Kind.VIRTUAL;
        };
    }

    /** Where the value comes from that has so many others above it on the stack. */
    static Set<Origin> top(Frame<FlowValue> frame, int depth) {
        int index = frame.getStackSize() - 1 - depth;
        return index < 0 ? Set.of() : frame.getStack(index).origins();
    }
}
