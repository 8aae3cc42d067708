package dev.bascule.inspect.scanner.elsewhere;

import java.net.Socket;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** A library that blocks in each way; its methods have the names of the rules. */
public final class Far {
    private Far() {}

    public static void bsc101() throws InterruptedException {
        Thread.sleep(1);
    }

    public static void bsc102() throws Exception {
        new Socket("host", 1).close();
    }

    public static void bsc103(Statement statement) throws SQLException {
        statement.execute("");
    }

    public static void bsc104(Future<?> future) throws Exception {
        future.get();
    }

    public static void bsc105(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }
}
