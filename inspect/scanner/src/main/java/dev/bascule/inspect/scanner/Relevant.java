package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog.Contract;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the methods of the program from whose calls something may follow besides the calls themselves: something is run
 * elsewhere or later, or a publisher is passed on. Of all others {@link Effects} is empty, and their values need not be
 * followed, which is most of the work of a scan.
 *
 * <p>A method is relevant by what its outline names (a method that takes functions, a publisher, a contract), or since it
 * calls one that runs what it is passed. Which do, the values in them tell ({@link RunArguments}); whoever may call such a
 * method is relevant then, too, and may itself pass on what it is passed. So it goes on along the callers until there is none
 * left: a worklist, as in any data flow analysis.
 *
 * <p>Too many may be found, never too few: what a call may run is told by the class hierarchy alone ({@link Callers}).
 */
final class Relevant {
    private final World world;
    private final Contracts contracts;
    private final CallKinds kinds;
    private final Callers callers;
    private final Workers workers;

    // -- written by all workers --
    private final Set<MethodInfo> found = ConcurrentHashMap.newKeySet();
    private final Map<MethodInfo, Contract> ofContract = new ConcurrentHashMap<>();

    Relevant(World world, Contracts contracts, CallKinds kinds, Workers workers) {
        this.world = world;
        this.contracts = contracts;
        this.kinds = kinds;
        this.callers = new Callers(world);
        this.workers = workers;
    }

    /** Looks at the program. */
    void find(List<ClassInfo> application) throws InterruptedException {
        workers.each(application, this::look);
        Collection<MethodInfo> open = List.copyOf(found);
        while (!open.isEmpty()) {
            open = read(open);
            found.addAll(open);
        }
        callers.forgetCallers();
    }

    /** Whether something may follow from its calls; of what is no part of the program nobody knows. */
    boolean has(MethodInfo method) {
        return method.named() == null || found.contains(method);
    }

    /** Whether something may follow from calls of this one besides the call itself. */
    boolean mayAct(Code target) {
        return kinds.of(target).acts() || !callers.run(target).isEmpty();
    }

    /** The first contract that a method of the program fulfils. */
    Optional<Contract> contract(MethodInfo method) {
        return Optional.ofNullable(ofContract.get(method));
    }

    private void look(ClassInfo info) {
        List<Contract> possible = contracts.possible(info);
        for (MethodInfo method : info.declared()) {
            contracts.first(possible, info, method).ifPresent(contract -> ofContract.put(method, contract));
            Outline.Named named = method.named();
            if (named != null && (named.makesFunctions() || !named.calls().isEmpty())) {
                look(method, named);
            }
        }
    }

    private void look(MethodInfo method, Outline.Named named) {
        boolean matters = named.makesFunctions() || ofContract.containsKey(method) || kinds.isAsync(method.code());
        for (Code call : named.calls()) {
            CallKinds.Kind kind = kinds.of(call);
            matters |= kind.acts();
            if (kind.passes()) {
                callers.note(call, method);
            }
        }
        if (matters) {
            found.add(method);
        }
    }

    /** The body of a function that is made for a type which a contract speaks of. */
    private Optional<MethodInfo> function(Code body, String type) {
        return contracts.ofFunction(type).map(contract -> world.resolve(body.owner(), body.name(), body.descriptor()));
    }

    /**
     * Reads the methods, and gives those that may call one of them of which more is run than was known, and the functions
     * that they make for contracts.
     */
    private Collection<MethodInfo> read(Collection<MethodInfo> methods) throws InterruptedException {
        Map<MethodInfo, BitSet> run = new ConcurrentHashMap<>();
        Set<MethodInfo> ofContracts = ConcurrentHashMap.newKeySet();
        Bodies.each(methods, workers, method -> {
            BitSet arguments = new RunArguments(method, kinds, callers::run).find();
            if (!arguments.isEmpty()) {
                run.put(method, arguments);
            }
            method.body().lambdas().forEach((body, type) -> function(body, type).ifPresent(ofContracts::add));
        });
        Set<MethodInfo> all = new HashSet<>(ofContracts);
        all.removeAll(found);
        run.forEach((method, arguments) -> all.addAll(callers.areRun(method, arguments)));
        return all;
    }
}
