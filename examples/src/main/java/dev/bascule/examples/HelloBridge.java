package dev.bascule.examples;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Both crossings in one small program: async code calls sync code, and sync code calls async code. */
public final class HelloBridge {
    private HelloBridge() {}

    /** Prints a greeting. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(greet("world"));
    }

    static String greet(String name) throws InterruptedException {
        Function<String, CompletableFuture<String>> load =
                Offload.io().wrap(HelloBridge::loadGreeting); // sync -> async
        try (EventLoop loop = EventLoop.open("hello")) {
            return Bridge.await(loop.call(() -> load.apply(name))); // async -> sync
        }
    }

    private static String loadGreeting(String name) throws InterruptedException {
        Thread.sleep(20); // blocks, as a database would; the loop stays free
        return "Hello, " + name + "!";
    }
}
