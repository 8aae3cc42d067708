package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the knots of a snapshot:
 *
 * <ul>
 *   <li>an executor all of whose threads wait for what tasks hold that wait in its queue (one thread: BSC001, more: BSC002),
 *   <li>a ring of threads, each of which waits for a lock, an initialiser, or the end, of the next (BSC003),
 *   <li>a ring of threads, each of which waits for a future that the next one holds (BSC003),
 *   <li>a lock whose owner has gone on without it: it is a worker that has nothing to do, or has ended (BSC203).
 * </ul>
 *
 * <p>A thread may wait behind a knot without being part of it; that is not told.
 */
final class Knots {
    /** What those of a ring wait for. */
    private enum Ring {
        OF_OWNERS,
        OF_FUTURES
    }

    private static final int MOST_DOUBTS = 3;

    private final Snapshot snapshot;
    private final IdentityHashMap<Thread, Waiter> waiters = new IdentityHashMap<>();
    private final List<Knot> found = new ArrayList<>();
    private final Verdict verdict;
    private final Predicate<Waiter> hasLasted;

    private Knots(Snapshot snapshot, Verdict verdict, Predicate<Waiter> hasLasted) {
        this.snapshot = snapshot;
        this.verdict = verdict;
        this.hasLasted = hasLasted;
        snapshot.waiters.forEach(waiter -> waiters.put(waiter.thread(), waiter));
    }

    static List<Knot> of(Snapshot snapshot, Verdict verdict, Predicate<Waiter> hasLasted) {
        Knots knots = new Knots(snapshot, verdict, hasLasted);
        knots.starvedCrews();
        knots.rings(Ring.OF_OWNERS, knots.owners());
        knots.rings(Ring.OF_FUTURES, knots.holders());
        knots.abandonedLocks();
        return knots.found;
    }

    // -- executors --

    private void starvedCrews() {
        for (Crew crew : snapshot.crews()) {
            List<Waiter> members = snapshot.waiters.stream()
                    .filter(each -> each.crew() == crew)
                    .toList();
            if (!members.isEmpty() && members.size() == crew.threads.size() && areAllQueuedFor(crew, members)) {
                List<String> links = links(crew, members);
                if (!areTasks(crew, awaited(members))) {
                    links.addAll(doubts());
                }
                found.add(new Knot(members.size() == 1 ? "BSC001" : "BSC002", members, links));
            }
        }
    }

    /** All of them: one that waits for something else may go on, and then run what is queued. */
    private boolean areAllQueuedFor(Crew crew, List<Waiter> members) {
        Set<Object> awaited = awaited(members);
        return members.stream().allMatch(each -> each.awaited() != null && each.owner() == null)
                && snapshot.heap.reached(crew.queues, awaited::contains).found().size() == awaited.size()
                && isNobodyElse(members, crew, awaited);
    }

    /**
     * Whether nobody else can be seen to end the waits. A task that is queued ends by being run, and so only there; what
     * a task merely holds, as a timeout holds a future, others may complete, and those that run now may have it, unless it
     * has lasted for long.
     */
    private boolean isNobodyElse(List<Waiter> members, @Nullable Crew crew, Set<Object> awaited) {
        if (crew != null && areTasks(crew, awaited)) {
            return true;
        }
        List<Thread> threads = members.stream().map(Waiter::thread).toList();
        boolean mayBeHeld = !snapshot.live().isEmpty() && members.stream().anyMatch(member -> !hasLasted.test(member));
        if (mayBeHeld) {
            return false;
        }
        Heap.Reached others = snapshot.reachedByOthers(threads, crew, awaited::contains);
        return others.isAll() && others.found().isEmpty();
    }

    private boolean areTasks(Crew crew, Set<Object> awaited) {
        return awaited.stream().allMatch(each -> each instanceof FutureTask && snapshot.isQueued(crew, each));
    }

    /** What speaks against it. */
    private List<String> doubts() {
        List<String> live = snapshot.live().stream().map(Knots::name).sorted().toList();
        return live.isEmpty()
                ? List.of()
                : List.of("Threads that run, or wait with a limit, could still end it: "
                        + String.join(", ", live.subList(0, Math.min(MOST_DOUBTS, live.size())))
                        + (live.size() > MOST_DOUBTS ? " and " + (live.size() - MOST_DOUBTS) + " more." : "."));
    }

    private static Set<Object> awaited(List<Waiter> members) {
        Set<Object> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Waiter member : members) {
            if (member.awaited() != null && member.owner() == null) {
                awaited.add(member.awaited());
            }
        }
        return awaited;
    }

    private List<String> links(Crew crew, List<Waiter> members) {
        List<String> links = new ArrayList<>();
        members.forEach(member -> links.add(describe(member) + " for " + what(member) + "."));
        links.add("What " + (members.size() == 1 ? "it waits" : "they wait") + " for is held by a task in the queue of "
                + crew.name() + ", and only "
                + (members.size() == 1 ? "this thread runs" : "these " + members.size() + " threads run")
                + " what is queued there.");
        return links;
    }

    // -- rings --

    private Map<Waiter, Waiter> owners() {
        Map<Waiter, Waiter> next = new LinkedHashMap<>();
        for (Waiter waiter : snapshot.waiters) {
            Waiter owner = waiter.owner() == null ? null : waiters.get(waiter.owner());
            if (owner != null) {
                next.put(waiter, owner);
            }
        }
        return next;
    }

    /** Who waits for a future to who alone can be seen to have it. */
    private Map<Waiter, Waiter> holders() {
        List<Waiter> asking =
                snapshot.waiters.stream().filter(this::awaitsFuture).toList();
        if (asking.size() < 2) {
            return Map.of(); // no ring, and what everybody can reach is a long search
        }
        Set<Object> awaited = awaited(asking);
        IdentityHashMap<Object, List<Waiter>> having = new IdentityHashMap<>();
        for (Waiter waiter : snapshot.waiters) {
            for (Object each : snapshot.heap
                    .reached(snapshot.roots(waiter.thread()), awaited::contains)
                    .found()) {
                having.computeIfAbsent(each, it -> new ArrayList<>()).add(waiter);
            }
        }
        Map<Waiter, Waiter> next = new LinkedHashMap<>();
        for (Waiter waiter : asking) {
            List<Waiter> others = having.getOrDefault(waiter.awaited(), List.of()).stream()
                    .filter(each -> each != waiter)
                    .toList();
            if (others.size() == 1) {
                next.put(waiter, others.get(0));
            }
        }
        return next;
    }

    private boolean awaitsFuture(Waiter waiter) {
        return waiter.crew() == null
                && waiter.owner() == null
                && (waiter.awaited() instanceof FutureTask || isSignaller(waiter.awaited()));
    }

    /** A node that {@link CompletableFuture} hangs to a future for a thread that waits. */
    private static boolean isSignaller(@Nullable Object awaited) {
        return awaited != null
                && awaited.getClass().getName().equals("java.util.concurrent.CompletableFuture$Signaller");
    }

    private void rings(Ring kind, Map<Waiter, Waiter> next) {
        Set<Waiter> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Waiter start : next.keySet()) {
            List<Waiter> way = new ArrayList<>();
            Waiter each = start;
            while (each != null && !done.contains(each) && !way.contains(each)) {
                way.add(each);
                each = next.get(each);
            }
            List<Waiter> ring =
                    each == null || !way.contains(each) ? List.of() : way.subList(way.indexOf(each), way.size());
            if (!ring.isEmpty() && (kind == Ring.OF_OWNERS || isNobodyElse(ring, null, awaited(ring)))) {
                List<String> links = links(kind, ring);
                if (kind == Ring.OF_FUTURES) {
                    links.addAll(doubts());
                }
                found.add(new Knot("BSC003", List.copyOf(ring), links));
            }
            done.addAll(way);
        }
    }

    private List<String> links(Ring kind, List<Waiter> ring) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < ring.size(); i++) {
            Waiter waiter = ring.get(i);
            String next = name(ring.get((i + 1) % ring.size()).thread());
            links.add(describe(waiter)
                    + switch (kind) {
                        case OF_OWNERS -> " for " + held(waiter, next) + ".";
                        case OF_FUTURES -> "; it waits for a future that nobody else seems to have but " + next + ".";
                    });
        }
        return links;
    }

    // -- locks --

    private void abandonedLocks() {
        for (Waiter waiter : snapshot.waiters) {
            Thread owner = waiter.owner();
            if (owner != null && waiter.awaited() != null && hasGoneOn(owner)) {
                found.add(new Knot(
                        "BSC203",
                        List.of(waiter),
                        List.of(
                                describe(waiter) + " for " + what(waiter) + ".",
                                "Its owner is thread " + name(owner) + ", which "
                                        + (owner.isAlive() ? "has nothing to do and waits for work" : "has ended")
                                        + ": the code that took the lock has gone on without it, and only that thread"
                                        + " may give it back.")));
            }
        }
    }

    /** A task in its queue may still give it back. */
    private boolean hasGoneOn(Thread owner) {
        boolean mayGiveItBack =
                snapshot.crews().stream().anyMatch(crew -> crew.threads.contains(owner) && snapshot.hasQueued(crew));
        return !owner.isAlive() || (snapshot.isIdle(owner) && !mayGiveItBack);
    }

    // -- words --

    private String describe(Waiter waiter) {
        String place = waiter.stack().stream()
                .filter(verdict::isApplication)
                .findFirst()
                .map(frame -> " in " + verdict.words(frame))
                .orElse("");
        return "Thread " + name(waiter.thread()) + " waits" + place;
    }

    private static String name(Thread thread) {
        return "'" + ThreadNames.of(thread) + "'";
    }

    private static String held(Waiter waiter, String owner) {
        if (waiter.hold() != null) {
            return waiter.hold().what() + ", which " + owner + " "
                    + waiter.hold().verb();
        }
        return waiter.awaited() == null ? "the end of " + owner : what(waiter) + ", which " + owner + " has";
    }

    private static String what(Waiter waiter) {
        if (isSignaller(waiter.awaited())) {
            return "a CompletableFuture";
        }
        String type = Objects.requireNonNull(waiter.awaited()).getClass().getName();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int inner = simple.indexOf('$');
        return "a " + (inner < 0 ? simple : simple.substring(0, inner));
    }
}
