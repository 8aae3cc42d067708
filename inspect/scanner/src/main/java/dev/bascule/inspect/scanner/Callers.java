package dev.bascule.inspect.scanner;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * Who may call which method, by the class hierarchy alone (Dean, Grove and Chambers, ECOOP 1995): a call may run a method of
 * the same name and descriptor if some class has both the type that the call names and the one that the method stands in.
 * Keeps which of their arguments such methods run.
 */
final class Callers {
    private static final BitSet NONE = new BitSet();

    /** All methods that a call may run have it. */
    private record Signature(String name, String descriptor) {
        static Signature of(Code code) {
            return new Signature(code.name(), code.descriptor());
        }
    }

    private final World world;
    private final Map<String, Set<String>> related = new HashMap<>();

    // -- written by all workers --
    private final ConcurrentMap<Code, Queue<MethodInfo>> callers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Signature, Queue<Code>> targets = new ConcurrentHashMap<>();

    /** By what a call names: the arguments that are run, plus one. The sets are replaced, not changed. */
    private final ConcurrentMap<Code, BitSet> run = new ConcurrentHashMap<>();

    Callers(World world) {
        this.world = world;
    }

    /** The method calls this one. By several threads. */
    void note(Code target, MethodInfo caller) {
        callers.computeIfAbsent(target, this::first).add(caller);
    }

    private Queue<MethodInfo> first(Code target) {
        targets.computeIfAbsent(Signature.of(target), none -> new ConcurrentLinkedQueue<>())
                .add(target);
        return new ConcurrentLinkedQueue<>();
    }

    /** The arguments that are run by what a call of this one may run, plus one. */
    BitSet run(Code target) {
        return run.getOrDefault(target, NONE);
    }

    /** These arguments are run by the method; gives those that may call it and did not know. By one thread at a time. */
    Collection<MethodInfo> areRun(MethodInfo method, BitSet arguments) {
        Queue<Code> sameSignature = targets.get(Signature.of(method.code()));
        if (sameSignature == null) {
            return List.of();
        }
        Set<MethodInfo> news = new HashSet<>();
        for (Code target : sameSignature) {
            if (mayRun(target, method) && add(target, arguments)) {
                news.addAll(requireNonNull(callers.get(target)));
            }
        }
        return news;
    }

    /** From now on only {@link #run} is asked. */
    void forgetCallers() {
        callers.clear();
        targets.clear();
        related.clear();
    }

    private boolean add(Code target, BitSet arguments) {
        BitSet known = run(target);
        BitSet all = (BitSet) known.clone();
        all.or(arguments);
        run.put(target, all);
        return !all.equals(known);
    }

    private boolean mayRun(Code target, MethodInfo method) {
        String owner = method.code().owner();
        return target.owner().equals(owner)
                || (!target.name().equals("<init>")
                        && related.computeIfAbsent(owner, this::relatives).contains(target.owner()));
    }

    /** All types that some class has which has this one. */
    private Set<String> relatives(String type) {
        Set<String> all = new HashSet<>(world.supertypes(type));
        world.subtypes(type).forEach(each -> all.addAll(world.supertypes(each.name())));
        return all;
    }
}
