package dev.bascule.inspect.model.observed;

import dev.bascule.inspect.model.Evidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Journal}, also one whose program was killed or still runs. */
public final class JournalReader {
    private final ByteBuffer buffer;
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, List<String>> types = new HashMap<>();
    private final Map<Integer, Frame> methods = new HashMap<>();
    private final Map<Long, Frame> frames = new HashMap<>();
    private final IdentityHashMap<Frame, String> words = new IdentityHashMap<>();
    private final Map<Integer, List<Frame>> sites = new HashMap<>();
    private final Map<Integer, List<String>> threads = new HashMap<>();
    private final Map<MethodOf, SourceNames.Method> names = new HashMap<>();
    private final Map<String, String> told = new LinkedHashMap<>();
    private List<String> waits = List.of();
    private final List<String> unseen = new ArrayList<>();
    private String program = "";

    private record MethodOf(String className, SourceNames.Method method) {
        static MethodOf frame(Frame frame) {
            return new MethodOf(frame.className(), new SourceNames.Method(frame.method(), frame.descriptor()));
        }
    }

    /**
     * What a journal holds.
     *
     * @param pid of the program
     * @param program what ran there; empty if that is not known
     * @param told findings, each a report's JSON; of each fingerprint the last, unless that was taken back
     * @param unseen what could not be seen
     * @param waits who waited for what at the end, a line each; empty if that is not known
     * @param watched how many threads were watched
     * @param dropped how many calls were not kept, for want of room
     * @param ended whether the program has ended in order
     */
    public record Contents(
            long pid,
            String program,
            List<Sighting> sightings,
            SourceNames names,
            List<String> told,
            List<String> unseen,
            List<String> waits,
            int watched,
            long dropped,
            boolean ended) {}

    private JournalReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no journal
     */
    public static Contents read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.capacity() < Journal.HEADER || bytes.getInt(0) != Journal.MAGIC) {
            throw new IOException(file + " is not a journal of this version");
        }
        try {
            return read(bytes);
        } catch (RuntimeException e) { // what is wrong in it comes out in many ways
            throw new IOException(file + " is damaged", e);
        }
    }

    static Contents read(ByteBuffer bytes) {
        return new JournalReader(bytes).contents();
    }

    private Contents contents() {
        int end = Math.min(buffer.getInt(Journal.AT_END), buffer.capacity());
        int at = Journal.HEADER;
        while (at < end) {
            int length = buffer.getInt(at + 4);
            if (length < 0 || length > end - at - Journal.HEAD) {
                throw new IllegalArgumentException("a record of " + length + " bytes at " + at);
            }
            record(at, buffer.getInt(at), length);
            at += Journal.HEAD + (length + 7 & ~7);
        }
        return new Contents(
                buffer.getLong(Journal.AT_PID),
                program,
                sightings(),
                this::enclosing,
                List.copyOf(told.values()),
                List.copyOf(unseen),
                waits,
                buffer.getInt(Journal.AT_WATCHED),
                buffer.getLong(Journal.AT_DROPPED),
                buffer.getInt(Journal.AT_ENDED) != 0);
    }

    private void record(int at, int kind, int length) {
        int body = at + Journal.HEAD;
        switch (kind) {
            case Journal.TEXT -> texts.put(buffer.getInt(body), text(body + 4, length - 4));
            case Journal.TYPE -> types.put(buffer.getInt(body), names(body + 4, length - 4));
            case Journal.METHOD -> methods.put(buffer.getInt(body), method(body + 4));
            case Journal.SITE -> sites.put(at, frames(at + Journal.SITE_FRAMES, body + length));
            case Journal.THREAD ->
                threads.computeIfAbsent(buffer.getInt(body), site -> new ArrayList<>())
                        .add(numbered(texts, buffer.getInt(body + 4)));
            case Journal.SOURCE_NAME ->
                names.put(
                        MethodOf.frame(numbered(methods, buffer.getInt(body))),
                        new SourceNames.Method(textAt(body + 4), textAt(body + 8)));
            case Journal.TOLD -> tell(text(body, length));
            case Journal.WITHDRAWN -> told.remove(text(body, length));
            case Journal.UNSEEN -> unseen.add(text(body, length));
            case Journal.PROGRAM -> program = text(body, length);
            case Journal.WAITS -> waits = text(body, length).lines().toList();
            default -> {} // of a newer version
        }
    }

    /** The fingerprint is the first line. */
    private void tell(String text) {
        int end = text.indexOf('\n');
        told.put(text.substring(0, end), text.substring(end + 1));
    }

    private String text(int at, int length) {
        byte[] bytes = new byte[length];
        buffer.duplicate().position(at).get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static <V> V numbered(Map<Integer, V> all, int number) {
        V value = all.get(number);
        if (value == null) {
            throw new IllegalArgumentException("nothing has the number " + number);
        }
        return value;
    }

    private String textAt(int at) {
        int number = buffer.getInt(at);
        return number < 0 ? "" : numbered(texts, number);
    }

    /** The first is the class itself. */
    private List<String> names(int at, int length) {
        List<String> names = new ArrayList<>();
        for (int each = at; each < at + length; each += 4) {
            names.add(textAt(each));
        }
        return names;
    }

    private Frame method(int at) {
        List<String> type = numbered(types, buffer.getInt(at));
        Set<String> all = new LinkedHashSet<>(type.subList(1, type.size()));
        String file = textAt(at + 12);
        return new Frame(type.get(0), textAt(at + 4), textAt(at + 8), file.isEmpty() ? null : file, 0, all);
    }

    private List<Frame> frames(int begin, int end) {
        List<Frame> stack = new ArrayList<>((end - begin) / 8);
        for (int at = begin; at < end; at += 8) {
            stack.add(frame(buffer.getInt(at), buffer.getInt(at + 4)));
        }
        return stack;
    }

    /** One for each line: there may be very many stacks. */
    private Frame frame(int number, int line) {
        return frames.computeIfAbsent((long) number << 32 | line, it -> {
            Frame method = numbered(methods, number);
            return new Frame(
                    method.className(), method.method(), method.descriptor(), method.file(), line, method.types());
        });
    }

    private String words(Frame frame) {
        return words.computeIfAbsent(frame, Frame::text);
    }

    private List<Sighting> sightings() {
        List<Sighting> all = new ArrayList<>();
        for (Map.Entry<Integer, List<Frame>> site : sites.entrySet()) {
            Evidence evidence = evidence(site.getKey(), site.getValue());
            if (evidence != null) {
                all.add(new Sighting(site.getValue(), evidence));
            }
        }
        return all;
    }

    private @Nullable Evidence evidence(int site, List<Frame> stack) {
        long count = buffer.getLong(site + Journal.SITE_COUNT);
        return count == 0
                ? null
                : new Evidence(
                        count,
                        buffer.getLong(site + Journal.SITE_TOTAL),
                        buffer.getLong(site + Journal.SITE_MOST),
                        Instant.ofEpochMilli(buffer.getLong(site + Journal.SITE_FIRST)),
                        Instant.ofEpochMilli(buffer.getLong(site + Journal.SITE_LAST)),
                        threads.getOrDefault(site, List.of()),
                        stack.stream().map(this::words).toList());
    }

    private SourceNames.Method enclosing(String className, SourceNames.Method method) {
        SourceNames.Method known = names.get(new MethodOf(className, method));
        return known == null ? SourceNames.BY_CONVENTION.enclosing(className, method) : known;
    }
}
