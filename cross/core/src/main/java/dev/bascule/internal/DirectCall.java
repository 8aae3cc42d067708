package dev.bascule.internal;

import java.util.concurrent.Callable;

/** A call whose stage ends with what the function returns or throws, and which nothing stops once it runs. */
final class DirectCall<T> extends CallTask<T, T> {
    DirectCall(Home home, Callable<? extends T> work) {
        super(home, work);
    }

    /** For work that wraps what the user wrote. */
    DirectCall(Home home, Callable<? extends T> work, Class<?> workClass) {
        super(home, work, workClass);
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
