package dev.bascule.inspect.scanner;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the code of many methods: each class file once, and several at a time. */
final class Bodies {
    private Bodies() {}

    static void read(Collection<MethodInfo> methods, Workers workers) throws InterruptedException {
        each(methods, workers, method -> {});
    }

    /** Has them read, and something done with each then. */
    static void each(Collection<MethodInfo> methods, Workers workers, Consumer<MethodInfo> then)
            throws InterruptedException {
        Map<ClassInfo, List<MethodInfo>> byClass = methods.stream().collect(Collectors.groupingBy(MethodInfo::owner));
        workers.each(List.copyOf(byClass.entrySet()), entry -> {
            BitSet wanted = new BitSet();
            entry.getValue().forEach(method -> wanted.set(method.index()));
            entry.getKey().details().read(wanted);
            entry.getValue().forEach(then);
        });
    }
}
