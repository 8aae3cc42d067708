package dev.bascule.proof;

import dev.bascule.proof.Model.Kind;
import dev.bascule.proof.Model.Place;
import dev.bascule.proof.Model.Sort;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Trigger;
import dev.bascule.proof.Script.Op;
import dev.bascule.proof.Script.Piece;
import dev.bascule.proof.Script.Promised;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random scripts. They are written in one line of time, so that what an operation names is likely to be there. All
 * may take locks. Those of the seeds from {@link #WITH_SEMAPHORES} on also take permits, and take more often, so that
 * lines grow; those from {@link #WITH_TOKENS} on take some of it by token. Those of smaller seeds stay what they were.
 */
final class Generator {
    static final long WITH_SEMAPHORES = 6_000_000;
    static final long WITH_TOKENS = 7_000_000;
    static final int MAX_TASKS = 10;
    private static final int MAX_PLACES = 4;
    private static final int MAX_WORKERS = 3;
    private static final int MAX_THREADS = 3;
    private static final int MAX_OPS = 36;
    private static final int MAX_LOCKS = 3;
    private static final int LOCK_PERCENT = 14;
    private static final int MAX_SEMAPHORES = 2;
    private static final int MAX_PERMITS = 3;
    private static final int PERMIT_PERCENT = 60;

    private final Random random;
    private final List<Place> places = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Supply> supplies = new ArrayList<>();
    private final boolean hasSemaphores;
    private final boolean hasTokens;
    private int slots;
    private int tasks;

    private Generator(long seed) {
        random = new Random(seed);
        hasSemaphores = seed >= WITH_SEMAPHORES;
        hasTokens = seed >= WITH_TOKENS;
    }

    /** The seed says all. */
    static Script script(long seed) {
        return new Generator(seed).make();
    }

    private static final class Draft {
        final boolean thread;
        /** Whether it is a task of its own, which may own promises; else a function of a stage. */
        final boolean owns;

        /** Whether it may block its thread for a lock or permits: not on a loop. */
        final boolean blocks;

        final List<Op> ops = new ArrayList<>();
        List<Integer> returns = List.of();

        Draft(boolean thread, boolean owns, boolean blocks) {
            this.thread = thread;
            this.owns = owns;
            this.blocks = blocks;
        }
    }

    private Script make() {
        addSupplies();
        int wanted = 1 + random.nextInt(MAX_PLACES);
        for (int i = 0; i < wanted; i++) {
            Kind kind = Kind.values()[random.nextInt(3)];
            places.add(new Place(i, kind, kind == Kind.LOOP ? 1 : 1 + random.nextInt(random.nextInt(MAX_WORKERS) + 1)));
        }
        int threads = 1 + random.nextInt(MAX_THREADS);
        for (int i = 0; i < threads; i++) {
            drafts.add(new Draft(true, true, true));
        }
        int ops = 6 + random.nextInt(MAX_OPS - 5);
        for (int i = 0; i < ops; i++) {
            Draft draft = drafts.get(random.nextInt(drafts.size()));
            draft.ops.add(next(draft));
        }
        List<Piece> pieces = new ArrayList<>();
        for (Draft draft : drafts) {
            boolean ok = draft.thread || random.nextInt(8) > 0;
            boolean forgets = !draft.thread && random.nextInt(4) == 0;
            pieces.add(new Piece(pieces.size(), draft.thread, List.copyOf(draft.ops), ok, forgets, draft.returns));
        }
        return new Script(List.copyOf(places), List.copyOf(pieces));
    }

    private void addSupplies() {
        for (int i = random.nextInt(MAX_LOCKS + 1); i > 0; i--) {
            supplies.add(Supply.lock(supplies.size()));
        }
        for (int i = hasSemaphores ? 1 + random.nextInt(MAX_SEMAPHORES) : 0; i > 0; i--) {
            Sort sort = random.nextBoolean() ? Sort.STRICT : Sort.BARGING;
            supplies.add(new Supply(supplies.size(), sort, 1 + upTo(MAX_PERMITS, true)));
        }
    }

    private Op next(Draft draft) {
        if (tasks < MAX_TASKS && random.nextInt(100) < 34) {
            return newTask(draft);
        }
        if (slots == 0) {
            return promise(draft);
        }
        int takes = hasSemaphores ? PERMIT_PERCENT : LOCK_PERCENT;
        if (draft.blocks && !supplies.isEmpty() && random.nextInt(100) < takes) {
            return take();
        }
        int dice = random.nextInt(100);
        if (dice < 48) {
            return new Script.Await(some(), how());
        } else if (dice < 58) {
            return promise(draft);
        } else if (dice < 66) {
            return draft.owns ? new Script.Complete(random.nextInt(4) > 0) : new Script.Apply(slots++, some());
        } else if (dice < 73) {
            return new Script.Apply(slots++, some());
        } else if (dice < 84) {
            return new Script.Compose(slots++, some(), some());
        } else if (dice < 96) {
            return new Script.Combine(slots++, some(), some(), random.nextBoolean());
        }
        return new Script.Timeout(some());
    }

    /** Less than the bound; much of it more likely, if wished. */
    private int upTo(int bound, boolean much) {
        int drawn = random.nextInt(bound);
        return much ? Math.max(drawn, random.nextInt(bound)) : drawn;
    }

    private Op take() {
        Supply supply = supplies.get(upTo(supplies.size(), hasSemaphores));
        int wanted = supply.sort() == Sort.LOCK ? 1 : 1 + random.nextInt(supply.permits());
        Script.How how = random.nextInt(8) > 0 ? Script.How.AWAIT : Script.How.LIMITED;
        return new Script.Take(supply, wanted, how, hasTokens && random.nextInt(5) == 0);
    }

    private Op newTask(Draft draft) {
        tasks++;
        Place place = places.get(random.nextInt(places.size()));
        int piece = drafts.size();
        if (slots > 0 && random.nextInt(4) == 0) {
            drafts.add(new Draft(false, false, place.kind() != Kind.LOOP));
            Trigger trigger = random.nextBoolean() ? Trigger.ON_SUCCESS : Trigger.ALWAYS;
            return new Script.ThenAsync(slots++, some(), trigger, place, piece);
        }
        boolean async = place.kind() == Kind.LOOP && random.nextInt(3) == 0;
        Draft task = new Draft(false, !async, place.kind() != Kind.LOOP);
        drafts.add(task);
        if (async) {
            task.returns = slots == 0 ? List.of(0) : some();
        }
        return new Script.Submit(slots++, piece, place, !async && draft.owns && random.nextInt(3) == 0, async);
    }

    private Op promise(Draft draft) {
        int dice = random.nextInt(10);
        Promised kind = dice < 7 && draft.owns ? Promised.OWNED : dice < 9 ? Promised.UNOWNED : Promised.PLAIN;
        return new Script.Promise(slots++, kind);
    }

    private Script.How how() {
        int dice = random.nextInt(12);
        return dice < 9 ? Script.How.AWAIT : dice < 11 ? Script.How.JOIN : Script.How.LIMITED;
    }

    /** Some slots, later ones more likely; one that will be filled a little later may be among them. */
    private List<Integer> some() {
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int back = Math.min(random.nextInt(slots), random.nextInt(slots));
            some.add(Math.max(0, slots - back - (i == 0 ? 0 : 1)));
        }
        return List.copyOf(some);
    }
}
