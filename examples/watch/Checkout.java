import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Orders on an event loop, each of which waits for its price there: nobody else is served meanwhile. */
public class Checkout {
    private static final Executor PRICES = CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS);

    public static void main(String[] arguments) {
        ExecutorService loop = Executors.newSingleThreadExecutor(body -> new Thread(body, "acme-loop-1"));
        for (int i = 0; i < 20; i++) {
            loop.execute(Checkout::order);
        }
        loop.shutdown();
    }

    private static void order() {
        System.out.println(CompletableFuture.supplyAsync(() -> 42, PRICES).join());
    }
}
