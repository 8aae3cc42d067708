package dev.bascule.stage;

/**
 * What a loop may run while one of its own callbacks waits for a stage.
 *
 * <p>The idea of joining only related work is that of Visual Studio's {@code JoinableTaskFactory}; running everything is
 * what Python's {@code nest_asyncio} does.
 */
public enum Nesting {
    /**
     * Runs only the work that the awaited stage depends on. All other work is held back and runs afterwards in its
     * original order. The default.
     */
    RELEVANT,
    /** Runs everything in order, as if the callback had returned. Callbacks see re-entrancy between any two of them. */
    ALL,
    /** Refuses to wait: throws {@link CrossingException} with rule BSC001. */
    FORBID
}
