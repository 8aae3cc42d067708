package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class file again when somebody asks for what is inside of methods, and only those that are asked for. Most never
 * are: their code is of interest only where a path leads to it, or something follows from their calls.
 */
final class StoredDetails implements ClassDetails {
    private final ClassParser parser;
    private final Container container;
    private final int index;
    private final @Nullable Outline outline;
    private final Consumer<String> unreadable;
    private final Map<Integer, ClassParser.Inside> insides = new HashMap<>(4);
    private @Nullable Shape shape;
    private boolean isBroken;

    /**
     * Of a class file.
     *
     * @param outline null if it is not known
     */
    StoredDetails(
            ClassParser parser,
            Container container,
            int index,
            @Nullable Outline outline,
            Consumer<String> unreadable) {
        this.parser = parser;
        this.container = container;
        this.index = index;
        this.outline = outline;
        this.unreadable = unreadable;
    }

    @Override
    public synchronized Shape shape() {
        if (shape == null) {
            shape = outline != null ? outline.shape() : parsed(parser::shape, Shape.EMPTY);
        }
        return shape;
    }

    @Override
    public @Nullable String sourceFile() {
        return parsed(parser::sourceFile, Optional.<String>empty()).orElse(null);
    }

    @Override
    public @Nullable Outline outline() {
        return outline;
    }

    @Override
    public synchronized void read(BitSet methods) {
        BitSet missing = (BitSet) methods.clone();
        insides.keySet().forEach(missing::clear);
        if (missing.isEmpty()) {
            return;
        }
        missing.stream().forEach(each -> insides.put(each, ClassParser.Inside.NOTHING));
        insides.putAll(parsed(file -> parser.insides(file, missing), Map.of()));
    }

    @Override
    public Body body(int method) {
        return inside(method).body();
    }

    @Override
    public int line(int method) {
        return inside(method).line();
    }

    private synchronized ClassParser.Inside inside(int method) {
        ClassParser.Inside known = insides.get(method);
        if (known == null) {
            BitSet one = new BitSet();
            one.set(method);
            read(one);
            known = insides.getOrDefault(method, ClassParser.Inside.NOTHING);
        }
        return known;
    }

    private synchronized <T> T parsed(Function<byte[], T> part, T otherwise) {
        try {
            return part.apply(container.read(index));
        } catch (IOException e) {
            tell(": could be read once, but not again: " + Input.reason(e));
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError broken) {
            tell(": cannot be read: " + broken);
        }
        return otherwise;
    }

    /** Once is enough. */
    private void tell(String problem) {
        if (!isBroken) {
            isBroken = true;
            unreadable.accept(container.name(index) + problem);
        }
    }
}
