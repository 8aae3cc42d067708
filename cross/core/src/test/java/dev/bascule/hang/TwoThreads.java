package dev.bascule.hang;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.hang.Hang.Kind;
import dev.bascule.stage.CrossingException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;

/** A program of its own: two threads that wait for each other's promises. Prints what came of it, a word a line. */
public final class TwoThreads {
    private static final List<Hang> HEARD = new CopyOnWriteArrayList<>();

    private TwoThreads() {}

    public static void main(String[] arguments) throws Exception {
        try (Bridge.Installed listener = Bridge.onHang(HEARD::add)) {
            Exchanger<CompletableFuture<String>> exchange = new Exchanger<>();
            CyclicBarrier both = new CyclicBarrier(2);
            Thread one = start("one", exchange, both);
            Thread other = start("other", exchange, both);
            if (arguments.length > 0) { // nobody is thrown out: end it by hand
                Callers.eventually().until(() -> Bridge.waits().waits().size() == 2);
                Callers.eventually().until(() -> arguments[0].equals("off") || heard(Kind.PROVEN) == 1);
                one.interrupt();
                other.interrupt();
            }
            one.join();
            other.join();
            System.out.println("proven " + heard(Kind.PROVEN) + " retracted " + heard(Kind.RETRACTED));
        }
    }

    private static long heard(Kind kind) {
        return HEARD.stream().filter(hang -> hang.kind() == kind).count();
    }

    private static Thread start(String name, Exchanger<CompletableFuture<String>> exchange, CyclicBarrier both) {
        Thread thread = new Thread(() -> run(exchange, both), name);
        thread.start();
        return thread;
    }

    private static void run(Exchanger<CompletableFuture<String>> exchange, CyclicBarrier both) {
        CompletableFuture<String> mine =
                Bridge.ownedPromise(Thread.currentThread().getName());
        try {
            CompletableFuture<String> theirs = exchange.exchange(mine);
            both.await();
            System.out.println("got " + Bridge.await(theirs));
        } catch (CrossingException proof) {
            System.out.println("told " + proof.rule());
        } catch (InterruptedException e) {
            System.out.println("interrupted");
        } catch (Exception e) {
            System.out.println(e);
        } finally {
            mine.complete("kept");
        }
    }
}
