package dev.bascule.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Gets original failures out of the wrappers that stages put around them; never changes any of them. */
final class Failures {
    private Failures() {}

    /** What went wrong in a stage that is done exceptionally, without the JDK's wrappers. */
    static Throwable of(CompletableFuture<?> failed) {
        Throwable[] found = new Throwable[1];
        failed.whenComplete((value, failure) -> found[0] = failure);
        return original(found[0]);
    }

    /** Peels wrappers of exactly the JDK's class; a subclass is somebody's own exception. */
    static Throwable original(Throwable failure) {
        Throwable peeled = failure;
        while (peeled.getClass() == CompletionException.class && peeled.getCause() != null) {
            peeled = peeled.getCause();
        }
        return peeled;
    }

    /** As a dependent stage bears it. */
    static CompletionException wrapped(Throwable failure) {
        return failure instanceof CompletionException already ? already : new CompletionException(failure);
    }

    /** Throws any throwable from where only unchecked ones are declared. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> RuntimeException sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
