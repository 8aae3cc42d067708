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
        for (long seed = first; seed < first + count; seed++) {
            Script random = Generator.script(seed);
            Script script = proves ? random : random.interruptible();
            Controller controller = new Controller(script, seed, proves);
            try {
                controller.run();
            } catch (AssertionError | RuntimeException failure) {
                controller.program.abandon();
                throw new AssertionError(
                        "topology " + seed + " (replay: -Dbascule.topology.seed=" + seed + ")\n" + failure.getMessage()
                                + "\nscript: " + script,
                        failure);
            }
            knots += controller.knots();
            steps += controller.log.size();
        }
        System.out.printf(
                "%d topologies, %d knots, %d steps, %.2f ms each%n",
                count, knots, steps, (System.nanoTime() - start) / 1e6 / count);
    }
}
