package dev.bascule.proof;

/** Runs many random programs, each by its seed. */
final class Topologies {
    private static final long SHRINK_NANOS = 30_000_000_000L;
    private static final long SHRINK_PATIENCE_MILLIS = 1_000;

    /** What a run of many has shown. */
    record Totals(long topologies, long withKnots, long knots, long steps, long cutShort, double millisEach) {}

    private Topologies() {}

    /** First seed, count, and whether the system proves; with "survey" it goes on after failures and lists them. */
    public static void main(String[] args) {
        if (args.length > 3) {
            survey(Long.parseLong(args[0]), Long.parseLong(args[1]));
            return;
        }
        System.out.println(run(Long.parseLong(args[0]), Long.parseLong(args[1]), Boolean.parseBoolean(args[2])));
    }

    /** Throws an AssertionError, with a script that is as small as can be, if the system does what it must not. */
    static Totals run(long first, long count, boolean proves) {
        long start = System.nanoTime();
        long withKnots = 0;
        long knots = 0;
        long steps = 0;
        long cutShort = 0;
        for (long seed = first; seed < first + count; seed++) {
            Script script = script(seed, proves);
            Controller controller = new Controller(script, seed, proves);
            Throwable failure = tryRun(controller);
            if (failure instanceof Controller.CutShort) {
                cutShort++;
            } else if (failure != null) {
                throw new AssertionError(report(seed, script, failure, proves), failure);
            }
            knots += controller.knots();
            withKnots += controller.knots() > 0 ? 1 : 0;
            steps += controller.log.size();
        }
        return new Totals(count, withKnots, knots, steps, cutShort, (System.nanoTime() - start) / 1e6 / count);
    }

    private static void survey(long first, long count) {
        long failed = 0;
        for (long seed = first; seed < first + count; seed++) {
            Throwable failure = tryRun(new Controller(Generator.script(seed), seed, true));
            if (failure != null && !(failure instanceof Controller.CutShort)) {
                failed++;
                System.out.println(seed + "  " + failure.getMessage());
            }
        }
        System.out.println(failed + " of " + count + " failed");
    }

    private static Script script(long seed, boolean proves) {
        Script script = Generator.script(seed);
        return proves ? script : script.interruptible();
    }

    /** Null if all is well. */
    static Throwable tryRun(Controller controller) {
        try {
            controller.run();
            String late = Controller.late.getAndSet(null);
            return late == null ? null : new AssertionError(late);
        } catch (AssertionError | RuntimeException failure) {
            controller.abandon();
            return failure instanceof IllegalStateException
                    ? new AssertionError("out of step: " + failure.getMessage() + "\n" + controller, failure)
                    : failure;
        }
    }

    private static String report(long seed, Script script, Throwable failure, boolean proves) {
        String text = "topology " + seed + " (replay: -Dbascule.topology.seed=" + seed + ")\n" + failure.getMessage()
                + "\nscript: " + script;
        long patience = Patience.limitMillis;
        Patience.limitMillis = Math.min(patience, SHRINK_PATIENCE_MILLIS);
        try {
            return text + "\n\n" + shrunk(seed, script, failure, proves);
        } finally {
            Patience.limitMillis = patience;
        }
    }

    /** Takes away one operation after the other as long as the same kind of failure stays. */
    private static String shrunk(long seed, Script script, Throwable failure, boolean proves) {
        long end = System.nanoTime() + SHRINK_NANOS;
        Script smallest = script;
        Throwable last = null;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Script candidate : smallest.smaller()) {
                if (System.nanoTime() > end) {
                    break;
                }
                Throwable again = tryRun(new Controller(candidate, seed, proves));
                if (again != null && kind(again).equals(kind(failure))) {
                    smallest = candidate;
                    last = again;
                    smaller = true;
                    break;
                }
            }
        }
        return last == null ? "not seen again, so not made smaller" : "smaller: " + smallest + "\n" + last.getMessage();
    }

    private static String kind(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, Math.min(12, message.length()));
    }
}
