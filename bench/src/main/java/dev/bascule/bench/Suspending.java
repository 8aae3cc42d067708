package dev.bascule.bench;

import java.util.function.Function;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;

/** What Kotlin's compiler makes of a suspending function: an object that goes on where it was suspended. */
@SuppressWarnings("serial") // no continuation is ever written
abstract class Suspending extends ContinuationImpl {
    /** What a suspending call gives if its result comes later. */
    static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private boolean begun;

    Suspending(Continuation<Object> completion) {
        super(completion);
    }

    /** Runs the function in a coroutine of its own, where coroutines run by default. */
    @SuppressWarnings("unchecked") // what takes any result takes Unit
    static void launch(Function<Continuation<Object>, Suspending> function) {
        BuildersKt.launch(
                GlobalScope.INSTANCE,
                Dispatchers.getDefault(),
                CoroutineStart.DEFAULT,
                (scope, completion) ->
                        function.apply((Continuation<Object>) completion).invokeSuspend(Unit.INSTANCE));
    }

    @Override
    protected final Object invokeSuspend(Object result) {
        ResultKt.throwOnFailure(result);
        if (begun) {
            return resume(result);
        }
        begun = true;
        return begin();
    }

    abstract Object begin();

    /** With the result of the call that suspended it. */
    abstract Object resume(Object result);
}
