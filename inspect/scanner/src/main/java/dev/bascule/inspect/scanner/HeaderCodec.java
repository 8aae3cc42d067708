package dev.bascule.inspect.scanner;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Writes headers as bytes and reads them again. All strings stand first, once each; what follows are numbers, those that are
 * small in one byte. A checksum at the end tells whether it is all there and as it was.
 */
final class HeaderCodec {
    private static final int MAGIC = 0x42534348;
    private static final int CHECKSUM = Integer.BYTES;

    private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new LinkedHashMap<>();

    private HeaderCodec() {}

    static byte[] encode(List<Header> headers) {
        return new HeaderCodec().write(headers);
    }

    /**
     * What {@link #encode} was given.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static List<Header> decode(byte[] bytes, Pool pool) {
        int end = bytes.length - CHECKSUM;
        if (end < 0 || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new IllegalArgumentException("not as it was written");
        }
        return new Reader(bytes, end, pool).headers();
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, end);
        return (int) crc.getValue();
    }

    private byte[] write(List<Header> headers) {
        number(headers.size());
        headers.forEach(this::header);
        byte[] body = numbers.toByteArray();
        numbers.reset();
        number(strings.size());
        for (String each : strings.keySet()) {
            byte[] text = each.getBytes(StandardCharsets.UTF_8);
            number(text.length);
            numbers.writeBytes(text);
        }
        byte[] table = numbers.toByteArray();
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + table.length + body.length + CHECKSUM);
        all.putInt(MAGIC).put(table).put(body);
        return all.putInt(checksum(all.array(), all.position())).array();
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

    private void strings(List<String> texts) {
        number(texts.size());
        texts.forEach(this::string);
    }

    private void string(String text) {
        Integer known = strings.putIfAbsent(text, strings.size());
        number(known == null ? strings.size() - 1 : known);
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

    private static final class Reader {
        private final ByteBuffer in;
        private final String[] strings;

        Reader(byte[] bytes, int end, Pool pool) {
            this.in = ByteBuffer.wrap(bytes, 0, end);
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("something else");
            }
            strings = new String[number()];
            for (int i = 0; i < strings.length; i++) {
                int length = number();
                strings[i] = pool.string(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
                in.position(in.position() + length);
            }
        }

        List<Header> headers() {
            return list(this::header);
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
}
