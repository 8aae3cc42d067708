package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Blocks in the callbacks of Reactor. */
public class ReactorFinds {
    public Mono<String> inMapAfterDelay() {
        return Mono.delay(Duration.ofMillis(1)).map(tick -> sleepDirectly(tick));
    }

    @Expect("BSC101")
    private static String sleepDirectly(Object tick) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tick.toString();
    }

    @Expect("BSC104")
    public Mono<Integer> blockInsideOfMono(Mono<Integer> other) {
        int now = other.block();
        return Mono.just(now + 1);
    }

    @Expect("BSC101")
    public Flux<Long> afterPublishOnParallel(Flux<Long> source) {
        return source.publishOn(Schedulers.parallel()).doOnNext(each -> {
            try {
                Thread.sleep(each);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Through an interface with one implementation. */
    public interface Store {
        String load(Object key);
    }

    /** Three calls deep. */
    public static class DeepStore implements Store {
        @Override
        public String load(Object key) {
            return one(key);
        }

        private String one(Object key) {
            return two(key);
        }

        @Expect("BSC105")
        private String two(Object key) {
            LockSupport.parkNanos(1);
            return key.toString();
        }
    }

    private final Store store = new DeepStore();

    public Mono<String> throughAnInterface() {
        return Mono.delay(Duration.ofMillis(1)).map(key -> store.load(key));
    }

    private final Function<Long, String> inAField = key -> sleepInField(key);

    @Expect("BSC101")
    private static String sleepInField(Long key) {
        try {
            java.util.concurrent.TimeUnit.SECONDS.sleep(key);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "";
    }

    public Flux<String> throughAField() {
        return Flux.interval(Duration.ofMillis(1)).map(inAField);
    }

    public Flux<Integer> throughAMethodReference() {
        return Flux.interval(Duration.ofMillis(1)).map(this::referenced);
    }

    @Expect("BSC105")
    private Integer referenced(Long tick) {
        LockSupport.park();
        return tick.intValue();
    }

    /** A generic superclass that calls what its subclass defines. */
    public abstract static class Handler<T> {
        abstract T handle(Long tick);

        Flux<T> all() {
            return Flux.interval(Duration.ofMillis(1)).map(tick -> handle(tick));
        }
    }

    /** Blocks in it. */
    public static class SleepingHandler extends Handler<String> {
        @Override
        @Expect("BSC105")
        String handle(Long tick) {
            LockSupport.parkNanos(tick);
            return "";
        }
    }

    public Flux<String> throughAGenericSuperclass() {
        return new SleepingHandler().all();
    }

    public Flux<String> throughALambdaThatIsPassedOn(List<String> words) {
        return onTimer(tick -> {
            words.forEach(word -> parkFor(word));
            return "";
        });
    }

    private <T> Flux<T> onTimer(Function<Long, T> function) {
        return Flux.interval(Duration.ofMillis(1)).map(function);
    }

    @Expect("BSC105")
    private static void parkFor(String word) {
        LockSupport.parkNanos(word.length());
    }

    public Mono<String> innerPublisher() {
        return Mono.delay(Duration.ofMillis(1)).flatMap(tick -> Mono.fromCallable(() -> parkInCallable()));
    }

    @Expect("BSC105")
    private static String parkInCallable() {
        LockSupport.parkNanos(1);
        return "";
    }

    @Expect("BSC204")
    public Mono<String> droppedSwitch(Mono<String> mono) {
        mono.publishOn(Schedulers.boundedElastic());
        return mono;
    }

    @Expect("BSC204")
    public void neverReturned(Mono<String> mono) {
        mono.doOnNext(value -> System.out.println(value));
    }
}
