package dev.bascule.proof;

/** Runs many random programs, each by its seed. */
final class Topologies {
    private Topologies() {}

    /** First seed, count, and whether the system proves. */
    public static void main(String[] args) {
        run(Long.parseLong(args[0]), Long.parseLong(args[1]), Boolean.parseBoolean(args[2]));
    }

    static void run(long first, long count, boolean proves) {
        long start = System.nanoTime();
        long knots = 0;
        long steps = 0;
        long held = 0;
        for (long seed = first; seed < first + count; seed++) {
            Script random = Generator.script(seed);
            Script script = proves ? random : random.interruptible();
            Controller controller = new Controller(script, seed, proves);
            try {
                controller.run();
            } catch (Controller.HeldBack unproven) {
                held++;
                controller.abandon();
            } catch (AssertionError | RuntimeException failure) {
                String threads = threads();
                controller.abandon();
                throw new AssertionError(
                        "topology " + seed + " (replay: -Dbascule.topology.seed=" + seed + ")\n" + failure.getMessage()
                                + (failure instanceof AssertionError ? "" : "\n" + controller)
                                + "\nscript: " + script + "\nthreads:" + threads,
                        failure);
            }
            if (Controller.late.get() != null) {
                throw new AssertionError("before topology " + seed + ": " + Controller.late.get());
            }
            knots += controller.knots();
            steps += controller.log.size();
        }
        System.out.printf(
                "%d topologies, %d knots, %d steps, %d held, %.2f ms each%n",
                count, knots, steps, held, (System.nanoTime() - start) / 1e6 / count);
    }

    /** Where all threads of places and scripts are. */
    private static String threads() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.isDaemon()
                    && thread.getThreadGroup() == Thread.currentThread().getThreadGroup()) {
                text.append("\n  ").append(thread);
                for (StackTraceElement frame : stack) {
                    text.append("\n    ").append(frame);
                }
            }
        });
        return text.toString();
    }
}
