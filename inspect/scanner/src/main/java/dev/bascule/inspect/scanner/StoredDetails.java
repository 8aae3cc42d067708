package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file of a library again when somebody asks. Most never are asked for: what they call is of interest only
 * where a path leads to them.
 */
final class StoredDetails implements ClassDetails {
    private final ClassParser parser;
    private final Container container;
    private final int index;
    private final Consumer<String> unreadable;
    private @Nullable Shape shape;
    private @Nullable Bodies bodies;

    StoredDetails(ClassParser parser, Container container, int index, Consumer<String> unreadable) {
        this.parser = parser;
        this.container = container;
        this.index = index;
        this.unreadable = unreadable;
    }

    @Override
    public synchronized Shape shape() {
        if (shape == null) {
            shape = read(parser::shape, Shape.EMPTY);
        }
        return shape;
    }

    @Override
    public synchronized Bodies bodies() {
        if (bodies == null) {
            bodies = read(parser::bodies, Bodies.NONE);
        }
        return bodies;
    }

    private <T> T read(Function<byte[], T> part, T otherwise) {
        try {
            return part.apply(container.read(index));
        } catch (IOException e) {
            unreadable.accept(container.name(index) + ": could be read once, but not again: " + Input.reason(e));
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError broken) {
            unreadable.accept(container.name(index) + ": cannot be read: " + broken);
        }
        return otherwise;
    }
}
