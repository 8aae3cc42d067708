package dev.bascule.spi;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether a thread is, at this moment, the thread of an event loop that must not block. Found through
 * {@link java.util.ServiceLoader}. Netty, Vert.x, Reactor, Swing and the JDK's HTTP client are known without one.
 *
 * <p>Called on the thread in question, each time it is about to wait: it must be quick and must not block.
 */
@FunctionalInterface
public interface LoopRecognizer {
    /**
     * What kind of loop the current thread runs, in the words of an error message ({@code "Acme event loop"}), or null
     * if it runs none.
     */
    @Nullable
    String recognize(Thread current);
}
