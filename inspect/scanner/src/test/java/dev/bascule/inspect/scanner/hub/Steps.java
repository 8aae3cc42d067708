package dev.bascule.inspect.scanner.hub;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program whose paths end at a method that it has too many of. */
public final class Steps {
    private Steps() {}

    /** Is called on a loop. */
    public interface Callback {
        void call();
    }

    /** What there are too many of. */
    public interface Step {
        void run();
    }

    static final List<Step> ALL =
            List.of(new One(), new Two(), new Three(), new Four(), new Five(), new Six(), new Sleeping());

    static final class First implements Callback {
        @Override
        public void call() {
            ALL.get(0).run();
        }
    }

    static final class Second implements Callback {
        @Override
        public void call() {
            ALL.get(1).run();
        }
    }

    static final class Third implements Callback {
        @Override
        public void call() {
            ALL.get(2).run();
        }
    }

    /** Gives stages, on whichever thread it is called. */
    static final class Promising {
        CompletableFuture<Void> first() {
            ALL.get(0).run();
            return new CompletableFuture<>();
        }

        CompletableFuture<Void> second() {
            ALL.get(1).run();
            return new CompletableFuture<>();
        }

        CompletableFuture<Void> third() {
            ALL.get(2).run();
            return new CompletableFuture<>();
        }
    }

    record One() implements Step {
        @Override
        public void run() {}
    }

    record Two() implements Step {
        @Override
        public void run() {}
    }

    record Three() implements Step {
        @Override
        public void run() {}
    }

    record Four() implements Step {
        @Override
        public void run() {}
    }

    record Five() implements Step {
        @Override
        public void run() {}
    }

    record Six() implements Step {
        @Override
        public void run() {}
    }

    record Sleeping() implements Step {
        @Override
        public void run() {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
