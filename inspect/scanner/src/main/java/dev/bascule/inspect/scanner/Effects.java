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
     * @param result what it returns
     */
    record Summary(List<Effect> placed, Flowed result) {
        static final Summary NONE = new Summary(List.of(), Flowed.UNKNOWN);
    }

    private final World world;
    private final Knowledge knowledge;
    private final Functions functions;
    private final Dispatch dispatch;
    private final Moves moves = new Moves();
    private final Map<Code, Summary> summaries = new HashMap<>();
    private final Set<Code> open = new HashSet<>();

    Effects(World world, Knowledge knowledge, Dispatch dispatch, Stores stores) {
        this.world = world;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.functions = new Functions(world, knowledge, dispatch, stores);
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
        if (!method.body().isFlowKnown() || !isLookedInto(method) || !open.add(method.code())) {
            return Summary.NONE; // a cycle: whoever is in it is looked at from where it began
        }
        Summary found = new Chains(method, this, knowledge, dispatch, functions).summary();
        open.remove(method.code());
        summaries.put(method.code(), found);
        return found;
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
