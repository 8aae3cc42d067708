package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import dev.bascule.inspect.scanner.elsewhere.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Blocks the common pool with what the JDK has to block. */
public class JdkFinds {
    /** A step that may fail. */
    public interface Step {
        Object run() throws Exception;
    }

    private static <T> T unchecked(Exception e) {
        throw new IllegalStateException(e);
    }

    @Expect("BSC101")
    public CompletableFuture<Void> sleeps() {
        return CompletableFuture.runAsync(() -> {
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                unchecked(e);
            }
        });
    }

    @Expect("BSC102")
    public CompletableFuture<byte[]> readsAFile(CompletableFuture<String> name) {
        return name.thenApplyAsync(each -> {
            try {
                return Files.readAllBytes(Paths.get(each));
            } catch (IOException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC102")
    public void asksANameServer(String host) {
        ForkJoinPool.commonPool().submit(() -> InetAddress.getByName(host));
    }

    @Expect("BSC102")
    public CompletableFuture<Object> opensAUrl(CompletableFuture<URL> url) {
        return url.handleAsync((each, failure) -> {
            try {
                return each.openStream();
            } catch (IOException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC102")
    public CompletableFuture<Integer> waitsForAProcess(Process process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC103")
    public CompletableFuture<Object> connects(String url) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return DriverManager.getConnection(url);
            } catch (SQLException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC103")
    public CompletableFuture<Object> queries(Statement statement) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return statement.executeQuery("select 1");
            } catch (SQLException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC104")
    public CompletableFuture<Object> waitsForAnotherOne(Future<Object> other) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return other.get(1, TimeUnit.SECONDS);
            } catch (Exception e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC104")
    public CompletableFuture<Void> joinsAThread(Thread thread) {
        return CompletableFuture.runAsync(() -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                unchecked(e);
            }
        });
    }

    @Expect("BSC105")
    public CompletableFuture<Void> waitsForALatch(CountDownLatch latch) {
        return CompletableFuture.runAsync(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                unchecked(e);
            }
        });
    }

    @Expect("BSC105")
    public CompletableFuture<Void> waitsForAPermit(Semaphore permits) {
        return CompletableFuture.runAsync(permits::acquireUninterruptibly);
    }

    @Expect("BSC105")
    public CompletableFuture<Object> waitsForAnItem(BlockingQueue<Object> queue) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                return unchecked(e);
            }
        });
    }

    @Expect("BSC105")
    public CompletableFuture<Void> waitsForANotification(Object monitor) {
        return CompletableFuture.runAsync(() -> {
            synchronized (monitor) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    unchecked(e);
                }
            }
        });
    }

    /** Across jars: the library blocks, and the call of it is to blame. */
    @Expect("BSC101")
    public CompletableFuture<String> throughALibrary(Client client) {
        return CompletableFuture.supplyAsync(client::fetch).thenApply(each -> each + client.cached());
    }

    /** A function that a constructor puts into a field. */
    public static class Job {
        private final Supplier<String> work;

        public Job(Supplier<String> work) {
            this.work = work;
        }

        public CompletableFuture<String> start() {
            return CompletableFuture.supplyAsync(() -> work.get());
        }
    }

    public CompletableFuture<String> inAFieldOfAnotherObject() {
        return new Job(() -> sleepForJob()).start();
    }

    @Expect("BSC101")
    private static String sleepForJob() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            unchecked(e);
        }
        return "";
    }

    /** An anonymous class instead of a lambda. */
    public CompletableFuture<String> anonymous(CompletableFuture<String> stage) {
        return stage.thenApplyAsync(new Function<String, String>() {
            @Override
            public String apply(String value) {
                return sleepForJob() + value;
            }
        });
    }

    public CompletableFuture<String> captured() {
        return later(() -> sleepForJob());
    }

    private CompletableFuture<String> later(Supplier<String> work) {
        return CompletableFuture.supplyAsync(() -> work.get() + "!");
    }
}
