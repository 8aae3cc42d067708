package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when no virtual thread can begin to run, since the same ones have held all carriers for long: they compute, or wait
 * where they cannot leave it (BSC107). Where they do leave it now and then, one of many looks meets others, and nothing is
 * told. One thread.
 */
public final class StarvedLook {
    private static final long SOONEST_NANOS = 10_000_000_000L;
    private static final long LATEST_NANOS = 60_000_000_000L;

    /** In looks; only then is it looked who is mounted, which takes the longer the more virtual threads there are. */
    private static final int PATIENCE = 10;

    /** Who is met by so many looks, one after the other, has not left its carrier. */
    private static final int LOOKS = 10;

    private final Supplier<List<Thread>> threads;
    private final Supplier<@Nullable Verdict> verdicts;
    private final Consumer<Report.Told> listener;
    private @Nullable Carriers carriers;
    private Map<String, Carriers.Mounted> held = Map.of();
    private int taken;
    private int looks;
    private long since;

    /** Until when nobody is looked for, since others were met the last time, or all has been told; and how long that was. */
    private long rest = System.nanoTime();

    private long resting;

    /**
     * With what it needs.
     *
     * @param threads the platform threads
     * @param verdicts gives null as long as the catalogue is not read
     * @param listener told once of each time in which they are held
     */
    public StarvedLook(
            Supplier<List<Thread>> threads, Supplier<@Nullable Verdict> verdicts, Consumer<Report.Told> listener) {
        this.threads = threads;
        this.verdicts = verdicts;
        this.listener = listener;
    }

    /** Looks; to be called some times a second. */
    public void look() {
        Carriers known = carriers();
        if (known == null || !known.areAllTaken()) {
            taken = 0;
            looks = 0;
        } else if (++taken > PATIENCE && System.nanoTime() - rest >= 0) {
            meet(known);
        }
    }

    /** None as long as no virtual thread has run. */
    private @Nullable Carriers carriers() {
        if (carriers == null && threads.get().stream().anyMatch(StarvedLook::isCarrier)) {
            carriers = Carriers.ofThisJvm();
        }
        return carriers;
    }

    private static boolean isCarrier(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }

    private void meet(Carriers known) {
        Map<String, Carriers.Mounted> now = new HashMap<>(known.mounted());
        if (looks == 0) {
            held = now;
            since = System.nanoTime();
        }
        held = still(now);
        boolean areAll = !held.isEmpty() && held.size() >= known.parallelism();
        looks = areAll ? looks + 1 : 0;
        if (looks == LOOKS) {
            tell(known);
        }
        if (!areAll || looks >= LOOKS) {
            resting = Math.min(LATEST_NANOS, Math.max(SOONEST_NANOS, 2 * resting));
            rest = System.nanoTime() + resting;
        }
    }

    private void tell(Carriers known) {
        Verdict verdict = verdicts.get();
        if (verdict == null) {
            looks--; // the next time
        } else {
            listener.accept(told(known, verdict));
        }
    }

    /** Those that have been met before, on the same carrier; as they are now. */
    private Map<String, Carriers.Mounted> still(Map<String, Carriers.Mounted> now) {
        now.values().removeIf(each -> {
            Carriers.Mounted before = held.get(each.id());
            return before == null || !before.carrier().equals(each.carrier());
        });
        return now;
    }

    private Report.Told told(Carriers known, Verdict verdict) {
        long lasted = System.nanoTime() - since;
        List<Carriers.Mounted> all = new ArrayList<>(held.values());
        List<String> names = all.stream().map(StarvedLook::name).toList();
        List<String> links = new ArrayList<>();
        all.stream()
                .limit(Evidence.MOST_THREADS)
                .forEach(each -> links.add("Virtual thread " + name(each) + " has not left its carrier for "
                        + seconds(lasted) + ", in " + place(each.stack(), verdict) + "."));
        links.add("So all " + known.parallelism() + " carriers are held, and " + known.queued()
                + " virtual threads wait for one.");
        return verdict.ofHang("BSC107", "is virtual", all.get(0).stack(), names, lasted, new Hang(links, false));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private static String name(Carriers.Mounted mounted) {
        return mounted.name().isEmpty() ? "#" + mounted.id() : mounted.name();
    }

    private static String place(List<Frame> stack, Verdict verdict) {
        return stack.stream()
                .filter(verdict::isApplication)
                .findFirst()
                .map(verdict::words)
                .orElse("code of libraries");
    }
}
