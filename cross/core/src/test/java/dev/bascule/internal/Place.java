package dev.bascule.internal;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.ThreadKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The places that run work and can be closed. */
enum Place {
    LOOP {
        @Override
        Opened open(String name) {
            EventLoop loop = EventLoop.open(name);
            return new Opened() {
                @Override
                public <T> CompletableFuture<T> submit(Callable<T> work) {
                    return loop.submit(work);
                }

                @Override
                public Executor executor() {
                    return loop.executor();
                }

                @Override
                public void close(Duration within) {
                    loop.close(within);
                }
            };
        }
    },
    OFFLOAD_OF_ONE {
        @Override
        Opened open(String name) {
            return offload(name, 1, ThreadKind.PLATFORM);
        }
    },
    OFFLOAD_OF_FOUR {
        @Override
        Opened open(String name) {
            return offload(name, 4, ThreadKind.PLATFORM);
        }
    },
    /** Virtual where there are virtual threads. */
    OFFLOAD_AUTO {
        @Override
        Opened open(String name) {
            return offload(name, 4, ThreadKind.AUTO);
        }
    };

    abstract Opened open(String name);

    private static Opened offload(String name, int concurrency, ThreadKind kind) {
        Offload offload = Offload.open(c -> c.withName(name)
                .withConcurrency(concurrency)
                .withQueueLimit(1_000_000)
                .withThreads(kind));
        return new Opened() {
            @Override
            public <T> CompletableFuture<T> submit(Callable<T> work) {
                return offload.call(work);
            }

            @Override
            public Executor executor() {
                return offload.executor();
            }

            @Override
            public void close(Duration within) {
                offload.close(within);
            }
        };
    }

    /** One that is open. */
    interface Opened {
        <T> CompletableFuture<T> submit(Callable<T> work);

        Executor executor();

        void close(Duration within);
    }
}
