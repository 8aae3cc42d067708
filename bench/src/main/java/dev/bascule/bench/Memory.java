package dev.bascule.bench;

import java.util.Locale;

/**
 * Bytes of live heap per object: {@code Memory call.bascule}, with {@code -XX:+UseSerialGC}. A first lot pays for classes
 * and tables; the difference that a second, larger one makes is divided by its size.
 */
public final class Memory {
    private static final double FIRST_LOT = 0.1;

    private Memory() {}

    /** See {@link MemorySubjects} for the names. */
    public static void main(String[] args) throws Exception {
        MemorySubjects.Subject subject = MemorySubjects.named(args[0]);
        subject.warmUp();
        Object[] kept = new Object[subject.count() + (int) (subject.count() * FIRST_LOT)];
        int first = kept.length - subject.count();
        fill(subject, kept, 0, first);
        long before = Heap.used();
        fill(subject, kept, first, kept.length);
        long bytes = Heap.used() - before;
        System.out.printf(Locale.ROOT, "bytes %.1f%n", (double) bytes / subject.count());
        System.exit(kept[kept.length - 1] == null ? 1 : 0);
    }

    private static void fill(MemorySubjects.Subject subject, Object[] kept, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            kept[i] = subject.add();
        }
        subject.settle();
    }
}
