package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.ThreadKind;
import dev.bascule.spi.ContextCarrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Context travels from the code that makes a stage or attaches a dependent to the code that runs for it. */
class ContextTest {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

    private final EventLoop loop = EventLoop.open("context-loop");
    private final Offload offload =
            Offload.open(config -> config.withName("context").withConcurrency(1).withThreads(ThreadKind.PLATFORM));
    private final Bridge.Installed installed = Bridge.carry(carrier(USER));

    private static ContextCarrier carrier(ThreadLocal<String> local) {
        return () -> {
            String captured = local.get();
            return new ContextCarrier.Snapshot() {
                @Override
                public <T> T call(Callable<T> work) throws Exception {
                    String before = local.get();
                    local.set(captured);
                    try {
                        return work.call();
                    } finally {
                        local.set(before);
                    }
                }
            };
        };
    }

    @BeforeEach
    void enter() {
        USER.set("ada");
    }

    @AfterEach
    void close() {
        installed.close();
        USER.remove();
        TRACE.remove();
        loop.close();
        offload.close();
    }

    /** What plain work, without anybody's context, finds on the threads of loop and offload. */
    private void assertThreadsAreClean() throws Exception {
        USER.remove();
        assertThat(get(loop.submit(USER::get))).isNull();
        assertThat(get(offload.call(USER::get))).isNull();
        CompletableFuture<String> raw = new CompletableFuture<>();
        loop.executor().execute(() -> raw.complete(USER.get()));
        assertThat(get(raw)).isNull();
    }

    private static <T> T get(CompletableFuture<T> stage) throws Exception {
        return stage.get(10, TimeUnit.SECONDS);
    }

    @Test
    void context_isCarriedToLoopAndOffload_andLeavesNothingThere() throws Exception {
        assertThat(get(loop.submit(USER::get))).isEqualTo("ada");
        assertThat(get(loop.call(() -> CompletableFuture.completedFuture(USER.get()))))
                .isEqualTo("ada");
        assertThat(get(loop.schedule(Duration.ZERO, USER::get))).isEqualTo("ada");
        assertThat(get(offload.call(USER::get))).isEqualTo("ada");
        assertThat(get(offload.wrap((String a) -> a + USER.get()).apply("I am ")))
                .isEqualTo("I am ada");
        assertThat(USER.get()).isEqualTo("ada");
        assertThreadsAreClean();
    }

    @Test
    void context_ofPeriodicTimer_isThereAtEachTick() throws Exception {
        List<String> seen = new ArrayList<>();
        CompletableFuture<Object> three = Bridge.promise("three ticks");
        CompletableFuture<Void> ticks = loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(1), () -> {
            seen.add(USER.get());
            USER.set("changed by a tick");
            if (seen.size() == 3) {
                three.complete(1);
            }
        });
        get(three);
        ticks.cancel(true);

        assertThat(get(loop.submit(() -> List.copyOf(seen)))).startsWith("ada", "ada", "ada");
        assertThreadsAreClean();
    }

    @Test
    void context_ofDependent_isThatOfItsAttacher() throws Exception {
        CompletableFuture<Object> promise = Bridge.promise("source");
        CompletableFuture<List<String>> dependents = attachAs("bob", promise);
        USER.set("carol");
        promise.complete(1);

        assertThat(get(dependents)).isEqualTo(List.of("bob", "bob", "bob", "bob"));
        assertThat(USER.get()).isEqualTo("carol");
        assertThat(get(attachAs("dan", promise))).isEqualTo(List.of("dan", "dan", "dan", "dan"));
        assertThat(USER.get()).isEqualTo("dan");
        assertThreadsAreClean();
    }

    private CompletableFuture<List<String>> attachAs(String user, CompletableFuture<Object> source) {
        USER.set(user);
        CompletableFuture<String> sync = source.thenApply(value -> USER.get());
        CompletableFuture<String> async = source.thenApplyAsync(value -> USER.get());
        CompletableFuture<String> elsewhere = source.thenApplyAsync(value -> USER.get(), offload.executor());
        CompletableFuture<String> composed = source.thenCompose(value -> CompletableFuture.completedFuture(USER.get()));
        return Bridge.allOf(sync, async, elsewhere, composed)
                .thenApply(nothing -> List.of(sync.join(), async.join(), elsewhere.join(), composed.join()));
    }

    @Test
    void context_ofPumpedTask_isItsOwn_andTheWaitersReturns() throws Exception {
        CompletableFuture<List<String>> seen = loop.submit(() -> {
            USER.set("inner");
            CompletableFuture<String> pumped = loop.submit(USER::get);
            USER.set("waiter");
            String inner = Bridge.await(pumped);
            return List.of(inner, USER.get());
        });

        assertThat(get(seen)).containsExactly("inner", "waiter");
        assertThreadsAreClean();
    }

    @Test
    void context_ofHelpedTask_isItsOwn_andTheHostsReturns() throws Exception {
        CompletableFuture<List<String>> seen = offload.call(() -> {
            USER.set("inner");
            CompletableFuture<String> helped = offload.call(USER::get);
            USER.set("host");
            String inner = helped.join();
            return List.of(inner, USER.get());
        });

        assertThat(get(seen)).containsExactly("inner", "host");
        assertThreadsAreClean();
    }

    @Test
    void carriers_several_areAllCarriedAndRestored() throws Exception {
        TRACE.set("t-1");
        try (Bridge.Installed second = Bridge.carry(carrier(TRACE))) {
            assertThat(second).isNotNull();
            CompletableFuture<String> both = offload.call(() -> USER.get() + TRACE.get());
            CompletableFuture<String> later = both.thenApplyAsync(value -> value + USER.get() + TRACE.get());
            assertThat(get(later)).isEqualTo("adat-1adat-1");
            TRACE.remove();
            assertThat(get(offload.call(TRACE::get))).isNull();
        }
        TRACE.set("t-2");
        assertThat(get(offload.call(() -> USER.get() + TRACE.get()))).isEqualTo("adanull");
    }

    @Test
    void carriers_installedTwice_areTakenAwayOneByOne() throws Exception {
        List<String> order = new ArrayList<>();
        ContextCarrier same = noting(order, "same");
        Bridge.Installed first = Bridge.carry(same);
        try (Bridge.Installed second = Bridge.carry(same)) {
            assertThat(second).isNotNull();
            first.close();
            first.close();
            get(offload.call(() -> order.add("work")));
            offload.close();
            assertThat(order).containsExactly("same in", "work", "same out");
        }
    }

    @Test
    void carriers_several_nestProperly() throws Exception {
        List<String> order = new ArrayList<>();
        try (Bridge.Installed a = Bridge.carry(noting(order, "a"));
                Bridge.Installed b = Bridge.carry(noting(order, "b"))) {
            assertThat(List.of(a, b)).doesNotContainNull();
            get(offload.call(() -> order.add("work")));
        }
        offload.close();
        assertThat(order).hasSize(5).contains("work").startsWith(order.get(4).replace("out", "in"));
        assertThat(order.get(2)).isEqualTo("work");
        assertThat(order.get(1).charAt(0)).isEqualTo(order.get(3).charAt(0));
    }

    private static ContextCarrier noting(List<String> order, String name) {
        return () -> new ContextCarrier.Snapshot() {
            @Override
            public <T> T call(Callable<T> work) throws Exception {
                order.add(name + " in");
                try {
                    return work.call();
                } finally {
                    order.add(name + " out");
                }
            }
        };
    }

    @Test
    void carrier_thatIsClosed_carriesNoMore() throws Exception {
        installed.close();
        assertThat(get(loop.submit(USER::get))).isNull();
        assertThat(get(offload.call(USER::get))).isNull();
    }

    @Test
    void failure_underCarrier_keepsItsTypeAndRestoresTheContext() throws Exception {
        IllegalStateException failure = new IllegalStateException("in context");
        CompletableFuture<Object> failed = offload.call(() -> {
            throw failure;
        });
        assertThatThrownBy(() -> get(failed)).cause().isSameAs(failure);
        CompletableFuture<Object> dependent = Bridge.allOf().thenApply(nothing -> {
            throw failure;
        });
        assertThatThrownBy(() -> get(dependent)).cause().isSameAs(failure);
        assertThat(USER.get()).isEqualTo("ada");
        assertThreadsAreClean();
    }
}
