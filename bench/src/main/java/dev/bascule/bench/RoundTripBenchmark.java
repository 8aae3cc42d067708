package dev.bascule.bench;

import dev.bascule.offload.Offload;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/** From a callback on a loop through a bounded place and back onto the loop, so many chains of it at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RoundTripBenchmark.TRIPS)
public class RoundTripBenchmark {
    static final int TRIPS = 800;

    @Param({"1", "16"})
    public int chains = 1;

    /** One chain; used on the loop only. */
    private static final class Trip {
        private final Gate gate;
        private final Consumer<Trip> route;
        private int left;

        Trip(Gate gate, Consumer<Trip> route, int trips) {
            this.gate = gate;
            this.route = route;
            this.left = trips;
        }

        void depart() {
            route.accept(this);
        }

        void arrive() {
            if (--left == 0) {
                gate.done();
            } else {
                depart();
            }
        }
    }

    private void travel(Consumer<Runnable> loop, Consumer<Trip> route) {
        Gate gate = new Gate(chains);
        for (int i = 0; i < chains; i++) {
            Trip trip = new Trip(gate, route, TRIPS / chains);
            loop.accept(trip::depart);
        }
        gate.await();
    }

    @Benchmark
    public void bascule(Work work, Places.Bascule place) {
        through(place.loop.executor(), place.offload, work);
    }

    @Benchmark
    public void basculePlatform(Work work, Places.BasculePlatform place) {
        through(place.loop.executor(), place.offload, work);
    }

    private void through(Executor loop, Offload offload, Work work) {
        travel(loop::execute, trip -> offload.call(work::run).thenAcceptAsync(value -> trip.arrive(), loop));
    }

    @Benchmark
    public void byHand(Work work, Places.ByHand place) {
        travel(place.loop::execute, trip -> place.call(work::run).thenAcceptAsync(value -> trip.arrive(), place.loop));
    }

    @Benchmark
    public void reactor(Work work, Places.Reactor place) {
        travel(
                place.loop::schedule,
                trip -> Mono.fromCallable(work::run)
                        .subscribeOn(place.elastic)
                        .publishOn(place.loop)
                        .subscribe(value -> trip.arrive()));
    }

    @Benchmark
    public void vertx(Work work, Places.Vertx place) {
        travel(
                start -> place.context.runOnContext(nothing -> start.run()),
                trip -> place.context.executeBlocking(work::run, false).onSuccess(value -> trip.arrive()));
    }
}
