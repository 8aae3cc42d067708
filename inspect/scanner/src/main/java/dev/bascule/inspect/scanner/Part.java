package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes classes of the class files of one container. */
final class Part {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION_AT = 6;
    private static final int HEADER = 8;
    private static final int JAVA_0 = 44;

    private final ClassParser parser;
    private final Container container;
    private final boolean isApplication;
    private final Consumer<String> unreadable;

    /** A class, or why there is none. */
    record Parsed(@Nullable ClassInfo info, String problem) {}

    Part(ClassParser parser, Container container, boolean isApplication, Consumer<String> unreadable) {
        this.parser = parser;
        this.container = container;
        this.isApplication = isApplication;
        this.unreadable = unreadable;
    }

    int size() {
        return container.size();
    }

    /** Null if it is none, so that nothing of it can be kept. */
    @Nullable
    Archive archive() {
        return container instanceof Archive archive ? archive : null;
    }

    boolean isApplication() {
        return isApplication;
    }

    /** Those that were kept. */
    List<Parsed> known(List<Indexed> kept) {
        List<Parsed> classes = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            classes.add(new Parsed(info(kept.get(i), i), ""));
        }
        return classes;
    }

    /** Reads some, until the thread is interrupted. */
    List<Parsed> parse(int from, int to) {
        List<Parsed> parsed = new ArrayList<>(to - from);
        for (int i = from; i < to && !Thread.currentThread().isInterrupted(); i++) {
            parsed.add(parse(i));
        }
        return parsed;
    }

    private Parsed parse(int index) {
        byte[] file;
        try {
            file = container.read(index);
        } catch (IOException e) {
            return new Parsed(null, container.name(index) + ": " + Input.reason(e));
        }
        if (file.length < HEADER || ByteBuffer.wrap(file).getInt() != MAGIC) {
            return new Parsed(null, container.name(index) + ": not a class file");
        }
        try {
            return new Parsed(info(isApplication ? parser.indexed(file) : parser.header(file), index), "");
        } catch (RuntimeException
                | AssertionError
                | StackOverflowError
                | OutOfMemoryError broken) { // whatever ASM meets in it
            return new Parsed(null, container.name(index) + ": " + reason(file, broken));
        }
    }

    private ClassInfo info(Indexed indexed, int index) {
        ClassDetails details = new StoredDetails(parser, container, index, indexed.outline(), unreadable);
        return new ClassInfo(indexed.header(), isApplication, details);
    }

    private static String reason(byte[] file, Throwable broken) {
        int version = ByteBuffer.wrap(file).getShort(VERSION_AT);
        return String.valueOf(broken.getMessage()).contains("Unsupported class file")
                ? "class file version " + version + " (Java " + (version - JAVA_0) + ") is newer than this tool knows"
                : "cannot be read: " + broken;
    }
}
