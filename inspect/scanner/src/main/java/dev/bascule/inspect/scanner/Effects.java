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

    /** A method, called on objects of one class, or of any if that is null. */
    private record Called(Code method, @Nullable String self) {}

    private final World world;
    private final Knowledge knowledge;
    private final Functions functions;
    private final Dispatch dispatch;
    private final Relevant relevant;
    private final Moves moves = new Moves();
    private final Map<Called, Summary> summaries = new HashMap<>();
    private final Set<Called> open = new HashSet<>();

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

    /** Whatever the class of the object that it is called on. */
    Summary of(MethodInfo method) {
        return ofCall(method, null);
    }

    /** Called on an object of this very class, so that it is known which of its own methods it calls. */
    Summary ofCall(MethodInfo method, @Nullable String self) {
        Called called = new Called(method.code(), self);
        Summary known = summaries.get(called);
        if (known != null) {
            return known;
        }
        if (!relevant.has(method) || !isLookedInto(method) || !method.body().isFlowKnown()) {
            return Summary.NONE;
        }
        if (!open.add(called)) {
            return Summary.NONE; // a cycle: whoever is in it is looked at from where it began
        }
        Summary found = new Chains(method, self, this, knowledge, dispatch, functions).summary();
        open.remove(called);
        summaries.put(called, found);
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
        return new Chains(method, null, this, knowledge, dispatch, functions).value(value);
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
