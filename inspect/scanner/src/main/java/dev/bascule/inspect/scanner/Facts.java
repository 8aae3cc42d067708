package dev.bascule.inspect.scanner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * What tests have shown, at each instruction: a forward analysis whose facts are those that hold on all ways to it. What
 * was asked may have changed since; of the tests that the catalogue lists none goes back.
 */
final class Facts {
    private final InsnList code;
    private final MethodNode method;
    private final @Nullable Frame<FlowValue>[] frames;
    private final Map<Integer, MethodInsnNode> tests = new HashMap<>();
    private final Map<AbstractInsnNode, Set<Fact>> known = new HashMap<>();
    private final Deque<AbstractInsnNode> open = new ArrayDeque<>();

    Facts(
            MethodNode method,
            @Nullable Frame<FlowValue>[] frames,
            Map<AbstractInsnNode, Integer> numbers,
            Set<String> testNames) {
        this.code = method.instructions;
        this.method = method;
        this.frames = frames;
        numbers.forEach((insn, number) -> {
            if (insn instanceof MethodInsnNode call && testNames.contains(call.name)) {
                tests.put(number, call);
            }
        });
    }

    /** Those of each instruction that has some. */
    Map<AbstractInsnNode, Set<Fact>> find() {
        if (tests.isEmpty() || code.size() == 0) {
            return Map.of();
        }
        reach(code.getFirst(), Set.of());
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            reach(block.handler, Set.of());
        }
        while (!open.isEmpty()) {
            follow(open.pop());
        }
        return known;
    }

    private void reach(@Nullable AbstractInsnNode insn, Set<Fact> facts) {
        if (insn == null) {
            return;
        }
        Set<Fact> before = known.get(insn);
        Set<Fact> now = facts;
        if (before != null) {
            now = new HashSet<>(before);
            now.retainAll(facts);
        }
        if (before == null || now.size() < before.size()) {
            known.put(insn, now);
            open.push(insn);
        }
    }

    private void follow(AbstractInsnNode insn) {
        Set<Fact> facts = known.getOrDefault(insn, Set.of());
        if (insn instanceof JumpInsnNode jump) {
            followJump(jump, facts);
        } else if (insn instanceof TableSwitchInsnNode table) {
            reach(table.dflt, facts);
            table.labels.forEach(label -> reach(label, facts));
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            reach(lookup.dflt, facts);
            lookup.labels.forEach(label -> reach(label, facts));
        } else if (!isEnd(insn.getOpcode())) {
            reach(insn.getNext(), facts);
        }
    }

    private static boolean isEnd(int opcode) {
        return (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW;
    }

    private void followJump(JumpInsnNode jump, Set<Fact> facts) {
        LabelNode label = jump.label;
        switch (jump.getOpcode()) {
            case Opcodes.GOTO -> reach(label, facts);
            case Opcodes.IFEQ -> {
                reach(label, with(facts, jump, false));
                reach(jump.getNext(), with(facts, jump, true));
            }
            case Opcodes.IFNE -> {
                reach(label, with(facts, jump, true));
                reach(jump.getNext(), with(facts, jump, false));
            }
            default -> {
                reach(label, facts);
                reach(jump.getNext(), facts);
            }
        }
    }

    /** The facts and what this test adds, if it is one. */
    private Set<Fact> with(Set<Fact> facts, JumpInsnNode jump, boolean value) {
        Frame<FlowValue> frame = frames[code.indexOf(jump)];
        Set<Origin> tested = frame == null ? Set.of() : BodyReader.top(frame, 0);
        if (tested.size() != 1
                || !(tested.iterator().next() instanceof Origin.Result result)
                || !tests.containsKey(result.call())) {
            return facts;
        }
        Set<Fact> more = new HashSet<>(facts);
        more.add(new Fact(result.call(), value, subject(tests.get(result.call()))));
        return more;
    }

    private Set<Origin> subject(@Nullable MethodInsnNode test) {
        Frame<FlowValue> frame = test == null ? null : frames[code.indexOf(test)];
        if (test == null || frame == null || test.getOpcode() == Opcodes.INVOKESTATIC) {
            return Set.of();
        }
        return BodyReader.top(frame, Type.getArgumentCount(test.desc));
    }
}
