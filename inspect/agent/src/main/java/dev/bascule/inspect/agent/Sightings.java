package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.hang.ThreadNames;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/**
 * Writes each call that blocked to the journal, one place for each distinct stack, on the thread that was blocked: so it is
 * there if the program is killed right after. A throwable is cheaper than a walker where stacks are deep, but it has no types:
 * so it is taken each time, and the walker once for each new stack.
 */
final class Sightings implements LongConsumer {
    private final Frames frames;
    private final Journal journal;
    private final Map<Long, Integer> sites = new ConcurrentHashMap<>();
    private final Queue<Frame> unnamed = new ConcurrentLinkedQueue<>();
    private volatile boolean isFull;

    Sightings(Frames frames, Journal journal) {
        this.frames = frames;
        this.journal = journal;
    }

    /** A call of the calling thread has taken so many nanoseconds. */
    @Override
    public void accept(long nanos) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        int first = firstOfProgram(stack);
        if (!isAgentsOwn(stack, first)) {
            add(key(stack, first), nanos);
        }
    }

    private void add(long key, long nanos) {
        Integer known = sites.get(key);
        int site = known != null ? known : isFull ? -1 : newSite(key);
        if (site >= 0) {
            journal.add(site, ThreadNames.of(Thread.currentThread()), nanos);
        } else {
            journal.drop();
        }
    }

    private int newSite(long key) {
        List<Frame> stack = frames.ofCaller();
        int site = journal.site(stack);
        if (site < 0) {
            isFull = true;
            return -1;
        }
        Integer other = sites.putIfAbsent(key, site);
        if (other != null) {
            return other;
        }
        nameLater(stack);
        return site;
    }

    /** What is the body of a lambda will have the name of its method; not now, since a class file has to be read for that. */
    void nameLater(List<Frame> stack) {
        stack.stream().filter(frame -> frame.method().contains("$")).forEach(unnamed::add);
    }

    /** To be named. */
    List<Frame> takeUnnamed() {
        List<Frame> all = new ArrayList<>();
        for (Frame frame = unnamed.poll(); frame != null; frame = unnamed.poll()) {
            all.add(frame);
        }
        return all;
    }

    private int firstOfProgram(StackTraceElement[] stack) {
        int first = 0;
        while (first < stack.length && frames.isOurs(stack[first])) {
            first++;
        }
        return first;
    }

    /** Whether the agent has called it, as where it changes a class that is being loaded. */
    private static boolean isAgentsOwn(StackTraceElement[] stack, int first) {
        return Arrays.stream(stack, first, stack.length).anyMatch(Frames::isAgent);
    }

    /** A hash of the frames outside of the agent, in 64 bits: two stacks with one hash would need some billions of them. */
    private static long key(StackTraceElement[] stack, int first) {
        long key = 0;
        for (int i = first; i < stack.length; i++) {
            StackTraceElement frame = stack[i];
            key = 0x9E3779B97F4A7C15L * (key ^ frame.getClassName().hashCode());
            key = 0x9E3779B97F4A7C15L * (key ^ frame.getMethodName().hashCode() ^ (long) frame.getLineNumber() << 32);
            key ^= key >>> 29;
        }
        return key;
    }
}
