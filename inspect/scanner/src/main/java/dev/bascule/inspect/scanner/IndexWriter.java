package dev.bascule.inspect.scanner;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes what is known of classes as bytes. All strings stand first, once each, then the names of methods, which are made of
 * strings; what follows are numbers, those that are small in one byte. A checksum at the end tells whether it is all there
 * and as it was.
 */
final class IndexWriter {
    static final int MAGIC = 0x42534349;
    static final int CHECKSUM = Integer.BYTES;
    static final int MAKES_FUNCTIONS = 1;
    static final int STORES = 2;

    private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Code, Integer> codes = new LinkedHashMap<>();

    private IndexWriter() {}

    /** To be read by {@link IndexReader}. */
    static byte[] encode(List<Indexed> classes) {
        return new IndexWriter().write(classes);
    }

    static int checksum(byte[] bytes, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, end);
        return (int) crc.getValue();
    }

    private byte[] write(List<Indexed> classes) {
        number(classes.size());
        classes.forEach(this::indexed);
        byte[] body = taken();
        number(codes.size());
        codes.keySet().forEach(this::parts);
        byte[] names = taken();
        number(strings.size());
        strings.keySet().forEach(this::text);
        byte[] texts = taken();
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + texts.length + names.length + body.length + CHECKSUM);
        all.putInt(MAGIC).put(texts).put(names).put(body);
        return all.putInt(checksum(all.array(), all.position())).array();
    }

    private byte[] taken() {
        byte[] bytes = numbers.toByteArray();
        numbers.reset();
        return bytes;
    }

    private void indexed(Indexed each) {
        header(each.header());
        number(each.outline() == null ? 0 : 1);
        if (each.outline() != null) {
            outline(each.outline());
        }
    }

    private void header(Header header) {
        string(header.name());
        string(header.superName() == null ? "" : header.superName());
        strings(header.interfaces());
        number(header.access());
        number(header.methods().size());
        header.methods().hashes().forEach(this::fixed);
        strings(header.made());
        number(header.stored().size());
        for (Origin.Field field : header.stored()) {
            string(field.owner());
            string(field.name());
        }
    }

    private void outline(Outline outline) {
        strings(outline.shape().annotations());
        number(outline.methods().size());
        for (int i = 0; i < outline.methods().size(); i++) {
            method(outline.shape().methods().get(i), outline.methods().get(i));
        }
    }

    private void method(Shape.Declared declared, Outline.Named named) {
        code(declared.code());
        number(declared.access());
        strings(declared.annotations());
        number((named.makesFunctions() ? MAKES_FUNCTIONS : 0) | (named.stores() ? STORES : 0));
        number(named.calls().size());
        named.calls().forEach(this::code);
    }

    private void strings(Collection<String> texts) {
        number(texts.size());
        texts.forEach(this::string);
    }

    private void string(String text) {
        number(numberOf(text, strings));
    }

    private void code(Code code) {
        number(numberOf(code, codes));
    }

    private static <K> int numberOf(K key, Map<K, Integer> known) {
        Integer number = known.putIfAbsent(key, known.size());
        return number == null ? known.size() - 1 : number;
    }

    private void parts(Code code) {
        string(code.owner());
        string(code.name());
        string(code.descriptor());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        numbers.writeBytes(bytes);
    }

    private void fixed(int value) {
        numbers.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private void number(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            numbers.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        numbers.write(rest);
    }
}
