package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows where values come from through one method. */
final class FlowInterpreter extends Interpreter<FlowValue> {
    private final Map<AbstractInsnNode, Integer> calls;
    private final int[] argumentOfLocal;

    /**
     * For one method.
     *
     * @param calls the numbers of its calls
     */
    FlowInterpreter(Map<AbstractInsnNode, Integer> calls, String descriptor, boolean isStatic) {
        super(Opcodes.ASM9);
        this.calls = calls;
        this.argumentOfLocal = argumentsOfLocals(descriptor, isStatic);
    }

    private static int[] argumentsOfLocals(String descriptor, boolean isStatic) {
        Type[] types = Type.getArgumentTypes(descriptor);
        int[] argument = new int[2 * types.length + 1];
        int local = isStatic ? 0 : 1;
        argument[0] = -1;
        for (int i = 0; i < types.length; i++) {
            argument[local] = i;
            local += types[i].getSize();
        }
        return argument;
    }

    /** The argument of an instance method that is in this local variable when it begins; empty if none is. */
    static Set<Origin> argument(String descriptor, int local) {
        int[] arguments = argumentsOfLocals(descriptor, false);
        int last = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        return local > 0 && local < last ? Set.of(new Origin.Argument(arguments[local])) : Set.of();
    }

    @Override
    public @Nullable FlowValue newValue(@Nullable Type type) {
        return type == Type.VOID_TYPE ? null : FlowValue.ofSize(type == null ? 1 : type.getSize());
    }

    @Override
    public FlowValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
        return new FlowValue(type.getSize(), Set.of(new Origin.Argument(argumentOfLocal[local])));
    }

    @Override
    public FlowValue newOperation(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.NEW -> FlowValue.of(new Origin.Made(((TypeInsnNode) insn).desc));
            case Opcodes.GETSTATIC -> field((FieldInsnNode) insn);
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> FlowValue.TWO;
            case Opcodes.ACONST_NULL -> FlowValue.of(new Origin.Constant(null));
            case Opcodes.LDC -> constant(((LdcInsnNode) insn).cst);
            default -> FlowValue.ONE;
        };
    }

    private static FlowValue constant(Object value) {
        if (value instanceof Type type) {
            return FlowValue.of(new Origin.Constant(type.getSort() == Type.OBJECT ? type.getClassName() : "type"));
        }
        boolean isWide = value instanceof Long || value instanceof Double;
        return isWide ? FlowValue.TWO : FlowValue.of(new Origin.Constant(value));
    }

    private static FlowValue field(FieldInsnNode insn) {
        boolean isWide = insn.desc.equals("J") || insn.desc.equals("D");
        return new FlowValue(isWide ? 2 : 1, Set.of(new Origin.Field(insn.owner, insn.name)));
    }

    @Override
    public FlowValue copyOperation(AbstractInsnNode insn, FlowValue value) {
        return value;
    }

    @Override
    public @Nullable FlowValue unaryOperation(AbstractInsnNode insn, FlowValue value) {
        return switch (insn.getOpcode()) {
            case Opcodes.CHECKCAST -> value;
            case Opcodes.GETFIELD -> field((FieldInsnNode) insn);
            case Opcodes.I2L,
                    Opcodes.I2D,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.L2D,
                    Opcodes.D2L,
                    Opcodes.LNEG,
                    Opcodes.DNEG -> FlowValue.TWO;
            case Opcodes.IFEQ,
                    Opcodes.IFNE,
                    Opcodes.IFLT,
                    Opcodes.IFGE,
                    Opcodes.IFGT,
                    Opcodes.IFLE,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL,
                    Opcodes.TABLESWITCH,
                    Opcodes.LOOKUPSWITCH,
                    Opcodes.PUTSTATIC,
                    Opcodes.ATHROW,
                    Opcodes.MONITORENTER,
                    Opcodes.MONITOREXIT -> null;
            default -> FlowValue.ONE;
        };
    }

    @Override
    public @Nullable FlowValue binaryOperation(AbstractInsnNode insn, FlowValue value1, FlowValue value2) {
        return switch (insn.getOpcode()) {
            case Opcodes.LALOAD,
                    Opcodes.DALOAD,
                    Opcodes.LADD,
                    Opcodes.DADD,
                    Opcodes.LSUB,
                    Opcodes.DSUB,
                    Opcodes.LMUL,
                    Opcodes.DMUL,
                    Opcodes.LDIV,
                    Opcodes.DDIV,
                    Opcodes.LREM,
                    Opcodes.DREM,
                    Opcodes.LSHL,
                    Opcodes.LSHR,
                    Opcodes.LUSHR,
                    Opcodes.LAND,
                    Opcodes.LOR,
                    Opcodes.LXOR -> FlowValue.TWO;
            case Opcodes.IF_ICMPEQ,
                    Opcodes.IF_ICMPNE,
                    Opcodes.IF_ICMPLT,
                    Opcodes.IF_ICMPGE,
                    Opcodes.IF_ICMPGT,
                    Opcodes.IF_ICMPLE,
                    Opcodes.IF_ACMPEQ,
                    Opcodes.IF_ACMPNE,
                    Opcodes.PUTFIELD -> null;
            default -> FlowValue.ONE;
        };
    }

    @Override
    public @Nullable FlowValue ternaryOperation(AbstractInsnNode insn, FlowValue a, FlowValue b, FlowValue c) {
        return null;
    }

    @Override
    public @Nullable FlowValue naryOperation(AbstractInsnNode insn, List<? extends FlowValue> values) {
        if (insn instanceof InvokeDynamicInsnNode dynamic) {
            Origin.Function function = function(dynamic);
            return function != null
                    ? FlowValue.of(bound(function, dynamic, values))
                    : newValue(Type.getReturnType(dynamic.desc));
        }
        Integer call = calls.get(insn);
        if (call == null) {
            return FlowValue.ONE; // MULTIANEWARRAY
        }
        Type type = Type.getReturnType(((MethodInsnNode) insn).desc);
        return type == Type.VOID_TYPE ? null : new FlowValue(type.getSize(), Set.of(new Origin.Result(call)));
    }

    /** The function that the instruction makes, if it is a lambda or a method reference. */
    static Origin.@Nullable Function function(InvokeDynamicInsnNode dynamic) {
        if (!makesFunction(dynamic.bsm, dynamic.bsmArgs)) {
            return null;
        }
        Handle handle = (Handle) dynamic.bsmArgs[1];
        Code body = new Code(handle.getOwner(), handle.getName(), handle.getDesc());
        boolean virtual = handle.getTag() == Opcodes.H_INVOKEVIRTUAL || handle.getTag() == Opcodes.H_INVOKEINTERFACE;
        return new Origin.Function(body, virtual, List.of());
    }

    /** Whether an instruction with this bootstrap method makes a lambda or a method reference. */
    static boolean makesFunction(Handle bootstrap, Object... arguments) {
        return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory") && arguments[1] instanceof Handle;
    }

    private static Origin.Function bound(
            Origin.Function function, InvokeDynamicInsnNode dynamic, List<? extends FlowValue> values) {
        int tag = ((Handle) dynamic.bsmArgs[1]).getTag();
        boolean isReceiverFirst = tag != Opcodes.H_INVOKESTATIC && tag != Opcodes.H_NEWINVOKESPECIAL;
        List<Set<Origin>> bound = values.stream()
                .skip(isReceiverFirst ? 1 : 0)
                .map(value -> value.origins().stream()
                        .map(origin -> origin instanceof Origin.Function each ? each.alone() : origin)
                        .collect(Collectors.toUnmodifiableSet()))
                .toList();
        return new Origin.Function(function.body(), function.virtual(), bound);
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, FlowValue value, FlowValue expected) {
        // read from the frames, when they do not change any more
    }

    @Override
    public FlowValue merge(FlowValue value1, FlowValue value2) {
        return value1.or(value2);
    }
}
