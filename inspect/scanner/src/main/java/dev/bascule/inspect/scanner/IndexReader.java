package dev.bascule.inspect.scanner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Reads what {@link IndexWriter} wrote. */
final class IndexReader {
    private final ByteBuffer in;
    private final String[] strings;
    private final Code[] codes;

    private IndexReader(byte[] bytes, int end, Pool pool) {
        this.in = ByteBuffer.wrap(bytes, 0, end);
        if (in.getInt() != IndexWriter.MAGIC) {
            throw new IllegalArgumentException("something else");
        }
        strings = new String[number()];
        for (int i = 0; i < strings.length; i++) {
            int length = number();
            strings[i] = pool.string(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
            in.position(in.position() + length);
        }
        codes = new Code[number()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = pool.code(string(), string(), string());
        }
    }

    /**
     * The classes.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static List<Indexed> decode(byte[] bytes, Pool pool) {
        int end = bytes.length - IndexWriter.CHECKSUM;
        if (end < 0 || ByteBuffer.wrap(bytes).getInt(end) != IndexWriter.checksum(bytes, end)) {
            throw new IllegalArgumentException("not as it was written");
        }
        IndexReader reader = new IndexReader(bytes, end, pool);
        return reader.list(reader::indexed);
    }

    private Indexed indexed() {
        Header header = header();
        return new Indexed(header, number() == 0 ? null : outline());
    }

    private Header header() {
        String name = string();
        String above = string();
        List<String> interfaces = list(this::string);
        int access = number();
        MethodNames methods = MethodNames.of(IntStream.range(0, number()).map(i -> in.getInt()));
        List<String> made = list(this::string);
        List<Origin.Field> stored = list(() -> new Origin.Field(string(), string()));
        return new Header(name, above.isEmpty() ? null : above, interfaces, access, methods, made, stored);
    }

    private Outline outline() {
        Set<String> annotations = set();
        int count = number();
        List<Shape.Declared> declared = new ArrayList<>(count);
        List<Outline.Named> named = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            declared.add(new Shape.Declared(code(), number(), set()));
            named.add(named());
        }
        return new Outline(new Shape(annotations, declared), named);
    }

    private Outline.Named named() {
        int flags = number();
        List<Code> calls = list(this::code);
        return flags == 0 && calls.isEmpty()
                ? Outline.Named.NOTHING
                : new Outline.Named(
                        calls, (flags & IndexWriter.MAKES_FUNCTIONS) != 0, (flags & IndexWriter.STORES) != 0);
    }

    private Set<String> set() {
        return Set.copyOf(list(this::string));
    }

    private <T> List<T> list(Supplier<T> item) {
        int size = number();
        if (size == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(item.get());
        }
        return items;
    }

    private String string() {
        return strings[number()];
    }

    private Code code() {
        return codes[number()];
    }

    private int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
