package dev.bascule.hang;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.hang.Hang.Kind;
import dev.bascule.internal.Stillness;
import dev.bascule.loop.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Exchanger;

/**
 * A program of its own: a call waits for a composition, whose function then returns the result of that very call. The
 * function closes the knot, and the waiting loop looks at it once more. Prints what was told.
 */
public final class ClosedByAStage {
    private static final List<Hang> HEARD = new CopyOnWriteArrayList<>();

    private ClosedByAStage() {}

    private record Waiter(Thread thread, Object bell) {
        boolean isStill() {
            return Stillness.of(thread, bell);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Bridge.Installed listener = Bridge.onHang(HEARD::add);
                EventLoop loop = EventLoop.open("looks-again")) {
            CompletableFuture<Object> start = Bridge.promise("start");
            CompletableFuture<CompletableFuture<Object>> call = new CompletableFuture<>();
            CompletableFuture<Object> composed = start.thenCompose(value -> call.join());
            Exchanger<Waiter> exchange = new Exchanger<>();
            call.complete(loop.submit(() -> {
                exchange.exchange(new Waiter(Thread.currentThread(), Stillness.bell()));
                return Bridge.await(composed);
            }));
            Waiter waiter = exchange.exchange(null);
            Callers.eventually().until(() -> Bridge.waits().waits().size() == 1 && waiter.isStill());
            start.complete("go");
            loop.submit(() -> "other work, for which the loop looks up");
            Callers.eventually().until(waiter::isStill);
            System.out.println("proven " + heard(Kind.PROVEN) + " retracted " + heard(Kind.RETRACTED));
            composed.cancel(true);
            Callers.eventually().until(() -> heard(Kind.RETRACTED) > 0);
            System.out.println("proven " + heard(Kind.PROVEN) + " retracted " + heard(Kind.RETRACTED));
        }
    }

    private static long heard(Kind kind) {
        return HEARD.stream().filter(hang -> hang.kind() == kind).count();
    }
}
