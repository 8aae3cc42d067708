package dev.bascule.inspect.agent;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What the agent's jar makes and asks, by interfaces of the JDK, since it is in another class loader: to link a method for
 * reflection takes newer JDKs some milliseconds. The call starts the watch; what it gives takes further options, and answers
 * whether it goes on watching.
 */
public final class Starter implements BiFunction<String, Instrumentation, Callable<Predicate<String>>> {
    /** For the agent's jar. */
    public Starter() {}

    @Override
    public Callable<Predicate<String>> apply(String options, Instrumentation instrumentation) {
        return new Callable<>() {
            @Override
            public Predicate<String> call() throws Exception {
                return Watch.start(options, instrumentation);
            }
        };
    }
}
