package dev.bascule.inspect.agent.program;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Uses Bascule, and hangs again and again, each time on another loop; to be run with {@code -Dbascule.proof=report}. */
public final class Crosses {
    private final SynchronousQueue<CompletableFuture<?>> own = new SynchronousQueue<>();

    private Crosses() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; true; i++) {
            Crosses crosses = new Crosses();
            CompletableFuture<Object> call = EventLoop.open("stuck-" + i).submit(crosses::awaitItself);
            crosses.own.put(call.whenComplete((value, failure) -> System.out.println("ended: " + failure)));
            while (Bridge.waits().waits().size() <= i) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            System.out.println("waiting: " + (i + 1));
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Object awaitItself() throws InterruptedException {
        return Bridge.await(own.take());
    }
}
