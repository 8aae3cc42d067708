package dev.bascule.inspect.scanner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What methods have run elsewhere or later. A method that returns a publisher does not decide who runs what stands in it:
 * that is part of what it returns, and settled by whoever subscribes to it, or moves it before.
 */
final class Effects {
    /**
     * What calls of a method bring about.
     *
     * @param placed what the method's own calls have run, each with the thread as far as the method decides it
     * @param ofArguments those of them that run what the method is passed
     * @param result what it returns
     */
    record Summary(List<Effect> placed, List<Effect> ofArguments, Flowed result) {
        static final Summary NONE = of(List.of(), Flowed.UNKNOWN);

        static Summary of(List<Effect> placed, Flowed result) {
            List<Effect> ofArguments =
                    placed.stream().filter(each -> each.code() == null).toList();
            return new Summary(placed, ofArguments, result);
        }
    }

    private final World world;
    private final Knowledge knowledge;
    private final Functions functions;
    private final Dispatch dispatch;
    private final Relevant relevant;
    private final Moves moves = new Moves();
    private final Map<Code, Summary> summaries = new HashMap<>();
    private final Set<Code> open = new HashSet<>();

    Effects(World world, Knowledge knowledge, Dispatch dispatch, Functions functions, Relevant relevant) {
        this.world = world;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.functions = functions;
        this.relevant = relevant;
    }

    /** What was seen to be moved, of all methods that were asked for. */
    Moves moves() {
        return moves;
    }

    Summary of(MethodInfo method) {
        Summary known = summaries.get(method.code());
        if (known != null) {
            return known;
        }
        if (!relevant.has(method) || !isLookedInto(method) || !method.body().isFlowKnown()) {
            return Summary.NONE;
        }
        if (!open.add(method.code())) {
            return Summary.NONE; // a cycle: whoever is in it is looked at from where it began
        }
        Summary found = new Chains(method, this, knowledge, dispatch, functions).summary();
        open.remove(method.code());
        summaries.put(method.code(), found);
        return found;
    }

    /** Whether something may follow from the call besides the call itself; of calls in libraries nobody has looked. */
    boolean mayAct(MethodInfo caller, Call call) {
        return caller.named() == null || relevant.mayAct(call.target());
    }

    /** The method with this body; null if it was not read. */
    @Nullable
    MethodInfo method(Code code) {
        return world.resolve(code.owner(), code.name(), code.descriptor());
    }

    /** What a publisher or stage has run that the method holds. */
    Flowed of(MethodInfo method, Set<Origin> value) {
        return new Chains(method, this, knowledge, dispatch, functions).value(value);
    }

    /** Not the inside of libraries of which the catalogue knows how they behave. */
    boolean isLookedInto(MethodInfo method) {
        ClassInfo owner = world.find(method.code().owner());
        return owner != null && (owner.isApplication() || !knowledge.isBoundary(owner.name()));
    }

    boolean isOfApplication(MethodInfo method) {
        ClassInfo owner = world.find(method.code().owner());
        return owner != null && owner.isApplication();
    }
}
