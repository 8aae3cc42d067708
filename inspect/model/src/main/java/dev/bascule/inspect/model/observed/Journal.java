package dev.bascule.inspect.model.observed;

import dev.bascule.inspect.model.Evidence;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was seen, in a form that outlives the program: a mapped file of a fixed size, which the operating system keeps whatever
 * ends the program, or a part of memory. {@link JournalReader} reads it, also while it is written.
 *
 * <p>Records follow each other, each with its kind and length; only the counters of a site are written again. A record counts
 * from when the header says that the journal reaches beyond it, so one that was half written is never read. What does not
 * fit is counted.
 *
 * <p>Threads: all methods may be called from any thread.
 */
public final class Journal {
    /** Bytes of a journal of usual size: some 10,000 sites. */
    public static final int USUAL_SIZE = 8 << 20;

    /** Bytes of one in memory, at first. */
    private static final int SMALL = 64 << 10;

    static final int MAGIC = 0xba5c0001;
    static final int AT_PID = 8;
    static final int AT_STARTED = 16;
    static final int AT_END = 24;
    static final int AT_ENDED = 28;
    static final int AT_DROPPED = 32;
    static final int AT_WATCHED = 40;
    static final int HEADER = 64;

    /** A record's head: kind and length of what follows. */
    static final int HEAD = 8;

    static final int MOST_FRAMES = 256;

    /** Kinds of records. Those of texts, types and methods begin with their number. */
    static final int TEXT = 1;

    static final int TYPE = 2;
    static final int METHOD = 3;
    static final int SITE = 4;
    static final int THREAD = 5;
    static final int SOURCE_NAME = 6;
    static final int TOLD = 7;
    static final int UNSEEN = 8;
    static final int PROGRAM = 9;
    static final int WAITS = 10;
    static final int WITHDRAWN = 11;

    /** Where the counters of a site are, from its record on. */
    static final int SITE_COUNT = HEAD;

    static final int SITE_TOTAL = HEAD + 8;
    static final int SITE_MOST = HEAD + 16;
    static final int SITE_FIRST = HEAD + 24;
    static final int SITE_LAST = HEAD + 32;
    static final int SITE_FRAMES = HEAD + 40;

    private final int size;

    /** In memory it grows up to the size, since most have little to say. */
    private ByteBuffer buffer;

    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<TypeKey, Integer> types = new HashMap<>();
    private final Map<MethodKey, Integer> methods = new HashMap<>();
    private final Map<Integer, Integer> threadsOfSites = new HashMap<>();
    private final Map<ThreadKey, Boolean> threads = new HashMap<>();

    /** Of one class it may be known later what else it is. */
    private record TypeKey(String className, Set<String> types) {}

    private record MethodKey(TypeKey type, String name, String descriptor) {}

    private record ThreadKey(int site, String name) {}

    private Journal(int size, ByteBuffer buffer) {
        this.size = size;
        this.buffer = buffer;
        buffer.putInt(0, MAGIC);
        buffer.putLong(AT_STARTED, System.currentTimeMillis());
        buffer.putInt(AT_END, HEADER);
    }

    /**
     * A new one in a file. All of it is written at once, since a disk that is full must be known before a mapped page is
     * touched.
     *
     * @throws IOException if the file is there already, or cannot be written
     */
    public static Journal create(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(size);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            Journal journal = new Journal(size, channel.map(FileChannel.MapMode.READ_WRITE, 0, size));
            journal.process(ProcessHandle.current().pid());
            return journal;
        }
    }

    /** A new one in memory, which has not been told of what process it is. */
    public static Journal inMemory(int size) {
        return new Journal(size, ByteBuffer.allocate(Math.min(size, SMALL)));
    }

    /** What is in it by now. */
    public synchronized JournalReader.Contents contents() {
        return JournalReader.read(buffer.duplicate());
    }

    /** A place to count calls at; -1 if there is no room, and a call is counted as dropped. */
    public synchronized int site(List<Frame> stack) {
        int frames = Math.min(stack.size(), MOST_FRAMES);
        int[] numbers = new int[2 * frames];
        for (int i = 0; i < frames; i++) {
            numbers[2 * i] = method(stack.get(i));
            numbers[2 * i + 1] = stack.get(i).line();
        }
        ByteBuffer body = ByteBuffer.allocate(SITE_FRAMES - HEAD + 8 * frames);
        body.position(SITE_FRAMES - HEAD);
        body.asIntBuffer().put(numbers);
        int site = hasRoom(numbers) ? append(SITE, body.array()) : -1;
        if (site < 0) {
            drop();
        }
        return site;
    }

    /** A call at a place, which took so many nanoseconds. */
    public synchronized void add(int site, String thread, long nanos) {
        long now = System.currentTimeMillis();
        if (buffer.getLong(site + SITE_COUNT) == 0) {
            buffer.putLong(site + SITE_FIRST, now);
        }
        name(site, thread);
        buffer.putLong(site + SITE_TOTAL, buffer.getLong(site + SITE_TOTAL) + nanos);
        buffer.putLong(site + SITE_MOST, Math.max(buffer.getLong(site + SITE_MOST), nanos));
        buffer.putLong(site + SITE_LAST, now);
        buffer.putLong(site + SITE_COUNT, buffer.getLong(site + SITE_COUNT) + 1);
    }

    /** A call that was added there has not come back, and lasts for so many nanoseconds more, and so many in all. */
    public synchronized void more(int site, long nanos, long inAll) {
        buffer.putLong(site + SITE_TOTAL, buffer.getLong(site + SITE_TOTAL) + nanos);
        buffer.putLong(site + SITE_MOST, Math.max(buffer.getLong(site + SITE_MOST), inAll));
        buffer.putLong(site + SITE_LAST, System.currentTimeMillis());
    }

    /** A call that was added there, with so many nanoseconds in all, is counted at another place. */
    public synchronized void forget(int site, long inAll) {
        buffer.putLong(site + SITE_COUNT, buffer.getLong(site + SITE_COUNT) - 1);
        buffer.putLong(site + SITE_TOTAL, buffer.getLong(site + SITE_TOTAL) - inAll);
    }

    /**
     * Writes a copy as it is now.
     *
     * @throws IOException if the file is there already, or cannot be written
     */
    public void copyTo(Path file) throws IOException {
        byte[] copy;
        synchronized (this) {
            copy = new byte[buffer.capacity()];
            buffer.duplicate().position(0).get(copy);
        }
        Files.write(file, copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void name(int site, String thread) {
        int known = threadsOfSites.getOrDefault(site, 0);
        ThreadKey key = new ThreadKey(site, thread);
        if (known < Evidence.MOST_THREADS && threads.putIfAbsent(key, true) == null) {
            threadsOfSites.put(site, known + 1);
            appendIfNumbered(THREAD, site, text(thread));
        }
    }

    /** Which method of the source a method stands in. */
    public synchronized void sourceName(Frame frame, SourceNames.Method enclosing) {
        appendIfNumbered(SOURCE_NAME, method(frame), text(enclosing.name()), text(enclosing.descriptor()));
    }

    /** A finding as the JSON of a report; of several with one fingerprint the last counts. */
    public synchronized void told(String fingerprint, String json) {
        if (append(TOLD, bytes(fingerprint + "\n" + json)) < 0) {
            drop();
        }
    }

    /** What was told as a finding with that fingerprint has turned out to be none. */
    public synchronized void withdraw(String fingerprint) {
        append(WITHDRAWN, bytes(fingerprint));
    }

    /** How many threads that must not block have been seen by now. */
    public synchronized void watched(int threads) {
        buffer.putInt(AT_WATCHED, threads);
    }

    /** What cannot be seen in this program, in a few words. */
    public synchronized void unseen(String what) {
        append(UNSEEN, bytes(what));
    }

    /** Of what process it is. To learn that takes some milliseconds. */
    public synchronized void process(long pid) {
        buffer.putLong(AT_PID, pid);
    }

    /** What runs here, in a few words. */
    public synchronized void program(String what) {
        append(PROGRAM, bytes(what));
    }

    /** Who waits for what now, a line each; what was said last counts. */
    public synchronized void waits(String lines) {
        append(WAITS, bytes(lines));
    }

    /** A call was not kept. */
    public synchronized void drop() {
        buffer.putLong(AT_DROPPED, buffer.getLong(AT_DROPPED) + 1);
    }

    /** The program has ended in order, or is watched no more. */
    public synchronized void end() {
        buffer.putInt(AT_ENDED, 1);
    }

    // -- records --

    private int method(Frame frame) {
        MethodKey key =
                new MethodKey(new TypeKey(frame.className(), frame.types()), frame.method(), frame.descriptor());
        Integer known = methods.get(key);
        if (known != null) {
            return known;
        }
        int[] names = {type(frame), text(frame.method()), text(frame.descriptor())};
        int file = text(frame.file());
        int record = hasRoom(names) ? append(METHOD, ints(methods.size(), names[0], names[1], names[2], file)) : -1;
        return number(methods, key, record);
    }

    private int type(Frame frame) {
        TypeKey key = new TypeKey(frame.className(), frame.types());
        Integer known = types.get(key);
        if (known != null) {
            return known;
        }
        int[] names = new int[2 + frame.types().size()];
        names[0] = types.size();
        names[1] = text(frame.className());
        int at = 2;
        for (String type : frame.types()) {
            names[at++] = text(type);
        }
        return number(types, key, appendIfNumbered(TYPE, names));
    }

    /** -1 for none. */
    private int text(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        Integer known = texts.get(text);
        return known != null ? known : number(texts, text, append(TEXT, numbered(texts.size(), bytes(text))));
    }

    /** The number of something new whose record was written there; -1 if there was no room for it. */
    private static <K> int number(Map<K, Integer> known, K key, int offset) {
        if (offset < 0) {
            return -1;
        }
        int number = known.size();
        known.put(key, number);
        return number;
    }

    /** Whether there was room for all that is numbered so. */
    private static boolean hasRoom(int... numbers) {
        return IntStream.of(numbers).allMatch(number -> number >= 0);
    }

    /** Not what refers to something that there was no room for. */
    private int appendIfNumbered(int kind, int... numbers) {
        return hasRoom(numbers) ? append(kind, ints(numbers)) : -1;
    }

    /** Where the record is; -1 if there is no room for it. */
    private int append(int kind, byte[] body) {
        int begin = buffer.getInt(AT_END);
        int end = begin + HEAD + (body.length + 7 & ~7);
        if (end > size) {
            return -1;
        }
        if (end > buffer.capacity()) {
            buffer = larger(end);
        }
        buffer.putInt(begin, kind);
        buffer.putInt(begin + 4, body.length);
        buffer.duplicate().position(begin + HEAD).put(body);
        VarHandle.releaseFence(); // who reads the file in another process must not see its end before the record
        buffer.putInt(AT_END, end);
        return begin;
    }

    private ByteBuffer larger(int least) {
        return ByteBuffer.allocate(Math.min(size, Math.max(least, 2 * buffer.capacity())))
                .put(buffer.duplicate().clear())
                .clear();
    }

    private static byte[] numbered(int number, byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length).putInt(number).put(bytes).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        bytes.asIntBuffer().put(numbers);
        return bytes.array();
    }
}
