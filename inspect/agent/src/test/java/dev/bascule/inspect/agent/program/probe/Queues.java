package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.whenWaiting;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Queues, and pipes between threads. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class Queues implements AutoCloseable {
    private final ArrayBlockingQueue<String> array = new ArrayBlockingQueue<>(1);
    private final LinkedBlockingQueue<String> linked = new LinkedBlockingQueue<>();
    private final LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>(1);
    private final PriorityBlockingQueue<String> sorted = new PriorityBlockingQueue<>();
    private final SynchronousQueue<String> handOff = new SynchronousQueue<>();
    private final LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
    private final PipedInputStream in = new PipedInputStream();
    private final PipedOutputStream out = new PipedOutputStream(in);

    public Queues() throws IOException {
        array.add("full");
        deque.add("full");
    }

    @Override
    public void close() throws IOException {
        out.close();
        in.close();
    }

    @Probe("jdk.queue")
    void put() throws InterruptedException {
        whenWaiting(array::take);
        array.put("more");
    }

    @Probe("jdk.queue")
    void offerTimed() throws InterruptedException {
        array.offer("more", 1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.queue")
    void take() throws InterruptedException {
        whenWaiting(() -> linked.add("one"));
        linked.take();
    }

    @Probe("jdk.queue")
    void pollTimed() throws InterruptedException {
        linked.poll(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.queue")
    void putFirst() throws InterruptedException {
        whenWaiting(deque::takeLast);
        deque.putFirst("more");
    }

    @Probe("jdk.queue")
    void takeSorted() throws InterruptedException {
        whenWaiting(() -> sorted.add("one"));
        sorted.take();
    }

    @Probe("jdk.queue")
    void takeHandedOff() throws InterruptedException {
        whenWaiting(() -> handOff.put("one"));
        handOff.take();
    }

    @Probe("jdk.queue")
    void transfer() throws InterruptedException {
        whenWaiting(transfer::take);
        transfer.transfer("one");
    }

    @Probe("jdk.queue")
    void pollDelayed() throws InterruptedException {
        new DelayQueue<Delayed>().poll(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.pipe")
    void readPipe() throws IOException {
        whenWaiting(() -> {
            out.write(1);
            out.flush();
        });
        in.read();
    }
}
