package dev.bascule.bench;

import com.ibm.asyncutil.locks.AsyncLock;
import com.ibm.asyncutil.locks.AsyncReadWriteLock;
import com.ibm.asyncutil.locks.AsyncSemaphore;
import com.ibm.asyncutil.locks.FairAsyncSemaphore;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What nobody else wants is acquired and given back: by token, by scope, by a stage that is done when it is returned, and
 * in a continuation of such a stage.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UncontendedBenchmark {
    private final DualLock basculeLock = DualLock.create();
    private final DualSemaphore basculeSemaphore = DualSemaphore.create(1);
    private final DualReadWriteLock basculeReadWriteLock = DualReadWriteLock.create();

    private final ReentrantLock jdkLock = new ReentrantLock();
    private final Semaphore jdkSemaphore = new Semaphore(1);
    private final ReentrantReadWriteLock jdkReadWriteLock = new ReentrantReadWriteLock();

    private final AsyncLock asyncutilLock = AsyncLock.create();
    private final AsyncSemaphore asyncutilSemaphore = new FairAsyncSemaphore(1);
    private final AsyncReadWriteLock asyncutilReadWriteLock = AsyncReadWriteLock.create();

    private int count;

    // -- by token --

    @Benchmark
    public void basculeLock() throws InterruptedException {
        basculeLock.acquire().close();
    }

    @Benchmark
    @SuppressWarnings("LockNotBeforeTry") // nothing can fail in between
    public void jdkLock() {
        jdkLock.lock();
        jdkLock.unlock();
    }

    @Benchmark
    public void basculeSemaphore() throws InterruptedException {
        basculeSemaphore.acquire().close();
    }

    @Benchmark
    public void jdkSemaphore() throws InterruptedException {
        jdkSemaphore.acquire();
        jdkSemaphore.release();
    }

    @Benchmark
    public void basculeReadLock() throws InterruptedException {
        basculeReadWriteLock.read().acquire().close();
    }

    @Benchmark
    @SuppressWarnings("LockNotBeforeTry") // nothing can fail in between
    public void jdkReadLock() {
        jdkReadWriteLock.readLock().lock();
        jdkReadWriteLock.readLock().unlock();
    }

    // -- by scope, with a body that does something --

    @Benchmark
    public int basculeLockScope() throws InterruptedException {
        return basculeLock.withLock(() -> ++count);
    }

    @Benchmark
    public int jdkLockScope() {
        jdkLock.lock();
        try {
            return ++count;
        } finally {
            jdkLock.unlock();
        }
    }

    @Benchmark
    public int basculeSemaphoreScope() throws InterruptedException {
        return basculeSemaphore.withPermit(() -> ++count);
    }

    @Benchmark
    public int jdkSemaphoreScope() throws InterruptedException {
        jdkSemaphore.acquire();
        try {
            return ++count;
        } finally {
            jdkSemaphore.release();
        }
    }

    @Benchmark
    public int basculeReadLockScope() throws InterruptedException {
        return basculeReadWriteLock.read().withLock(() -> ++count);
    }

    @Benchmark
    public int jdkReadLockScope() {
        jdkReadWriteLock.readLock().lock();
        try {
            return ++count;
        } finally {
            jdkReadWriteLock.readLock().unlock();
        }
    }

    // -- by stage --

    @Benchmark
    public void basculeLockAsync() {
        basculeLock.acquireAsync().join().close();
    }

    @Benchmark
    public void asyncutilLockAsync() {
        asyncutilLock.acquireLock().toCompletableFuture().join().releaseLock();
    }

    @Benchmark
    public void basculeSemaphoreAsync() {
        basculeSemaphore.acquireAsync().join().close();
    }

    @Benchmark
    public void asyncutilSemaphoreAsync() {
        asyncutilSemaphore.acquire().toCompletableFuture().join();
        asyncutilSemaphore.release();
    }

    @Benchmark
    public void basculeReadLockAsync() {
        basculeReadWriteLock.read().acquireAsync().join().close();
    }

    @Benchmark
    public void asyncutilReadLockAsync() {
        asyncutilReadWriteLock.acquireReadLock().toCompletableFuture().join().releaseLock();
    }

    // -- in a continuation --

    @Benchmark
    public Object basculeLockThen() {
        return basculeLock.acquireAsync().thenAccept(Hold::close);
    }

    @Benchmark
    public Object asyncutilLockThen() {
        return asyncutilLock.acquireLock().thenAccept(AsyncLock.LockToken::releaseLock);
    }

    @Benchmark
    public Object basculeSemaphoreThen() {
        return basculeSemaphore.acquireAsync().thenAccept(Hold::close);
    }

    @Benchmark
    public Object asyncutilSemaphoreThen() {
        return asyncutilSemaphore.acquire().thenAccept(nothing -> asyncutilSemaphore.release());
    }

    @Benchmark
    public Object basculeReadLockThen() {
        return basculeReadWriteLock.read().acquireAsync().thenAccept(Hold::close);
    }

    @Benchmark
    public Object asyncutilReadLockThen() {
        return asyncutilReadWriteLock.acquireReadLock().thenAccept(AsyncReadWriteLock.ReadLockToken::releaseLock);
    }
}
