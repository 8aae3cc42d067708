package dev.bascule.internal;

import java.util.concurrent.Callable;

/** A call that runs on a loop. */
final class LoopCall<T> extends CallTask<T, T> {
    LoopCall(LoopCore loop, Callable<T> work) {
        super(loop, work);
    }

    @Override
    void body(Ambient ambient) {
        try {
            finish(perform());
        } catch (Throwable failure) {
            fail(failure);
        }
    }
}
