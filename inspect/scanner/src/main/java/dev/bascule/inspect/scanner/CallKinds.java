package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells what calls may bring about, as far as the names of their targets tell. Used by several threads. */
final class CallKinds {
    /**
     * What a call may bring about besides the call itself.
     *
     * @param acts whether it may run code that it passes, or make, change or drop a publisher
     * @param passes whether it may run a method that does so with the objects that it passes
     * @param runs the numbers of the arguments that may be run, plus one; 0 is the object that the method is called on
     */
    record Kind(boolean acts, boolean passes, BitSet runs) {
        private static final Kind NOTHING = new Kind(false, false, new BitSet());
        private static final Kind PASSES = new Kind(false, true, new BitSet());
    }

    private static final String LANGUAGE = "java/lang/";
    private static final Set<RunsOn> MOVING = EnumSet.of(RunsOn.BLOCKING, RunsOn.EXECUTOR, RunsOn.UPSTREAM);

    private final World world;
    private final Knowledge knowledge;
    private final Functions functions;
    /** Hashes of the methods of libraries that are looked into: what they do with what they are passed nobody has looked at. */
    private final Set<Integer> ofLibraries;

    private final ConcurrentMap<Code, Kind> known = new ConcurrentHashMap<>();

    CallKinds(World world, Knowledge knowledge, Functions functions) {
        this.world = world;
        this.knowledge = knowledge;
        this.functions = functions;
        this.ofLibraries = world.all().stream()
                .filter(each -> !each.isApplication() && !knowledge.isBoundary(each.name()))
                .flatMapToInt(each -> each.header().methods().hashes())
                .boxed()
                .collect(Collectors.toSet());
    }

    Kind of(Code target) {
        Kind kind = known.get(target);
        if (kind == null) {
            kind = find(target);
            known.put(target, kind);
        }
        return kind;
    }

    /** Whether it returns a publisher or stage. */
    boolean isAsync(Code method) {
        return knowledge.async(method.returnType()) != null;
    }

    /** The arguments of a method that can be functions or publishers, plus one. */
    BitSet carriers(Code method) {
        return set(IntStream.range(0, method.parameters()).filter(i -> isCarrier(method.parameterType(i))));
    }

    /** Not a string, a number or the like: these have no subclasses, and none does anything that a scan is about. */
    private boolean isCarrier(String type) {
        if (type.isEmpty()) {
            return false;
        }
        ClassInfo info = world.peek(type);
        return info == null || !info.isFinal() || !type.startsWith(LANGUAGE);
    }

    private Kind find(Code target) {
        Knowledge.Known row = knowledge.of(target);
        BitSet carriers = carriers(target);
        BitSet runs = set(carriers.stream()
                .map(argument -> argument - 1)
                .filter(i -> row.callbacks().stream().anyMatch(each -> functions.isRun(each, target, i))));
        runs.set(0, functions.isFunctionType(target.owner()));
        boolean isKnown = row.isModelled() || knowledge.isBoundary(target.owner());
        boolean passes = !isKnown && !carriers.isEmpty();
        if (passes && ofLibraries.contains(MethodNames.hash(target.name(), target.descriptor()))) {
            runs.or(carriers);
        }
        if (!runs.isEmpty()
                || row.switches() != null
                || moves(row, target)
                || passesStage(target)
                || Dropped.isOperator(target, world, knowledge)) {
            return new Kind(true, passes, runs);
        }
        return passes ? Kind.PASSES : Kind.NOTHING;
    }

    /** Whether it says of what it is passed that it is run on threads that may block. */
    private static boolean moves(Knowledge.Known row, Code target) {
        return target.parameters() > 0 && row.callbacks().stream().anyMatch(each -> MOVING.contains(each.runsOn()));
    }

    private boolean passesStage(Code target) {
        return IntStream.range(0, target.parameters()).anyMatch(i -> knowledge.async(target.parameterType(i)) != null);
    }

    private static BitSet set(IntStream arguments) {
        BitSet set = new BitSet();
        arguments.forEach(argument -> set.set(argument + 1));
        return set;
    }
}
