package dev.bascule.inspect.scanner.elsewhere;

import java.util.function.Supplier;

/** A library that the catalogue does not know: scanned with the program, but not blamed. */
public class Client {
    private final Supplier<String> source;

    public Client(Supplier<String> source) {
        this.source = source;
    }

    public String fetch() {
        return retry();
    }

    private String retry() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return source.get();
    }

    /** Blocks nothing. */
    public String cached() {
        return "cached";
    }
}
