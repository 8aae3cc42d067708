package dev.bascule.bench;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a call does: nothing, or wait for 100 us as I/O would (a timed park, repeated until the time is over). */
@State(Scope.Benchmark)
public class Work {
    private static final long NANOS = 100_000;

    @Param({"empty", "wait100us"})
    public String call = "empty";

    private boolean waits;

    @Setup
    public void prepare() {
        waits = call.equals("wait100us");
    }

    int run() {
        if (waits) {
            long end = System.nanoTime() + NANOS;
            for (long left = NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        return 1;
    }
}
