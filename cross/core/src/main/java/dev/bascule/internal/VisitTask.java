package dev.bascule.internal;

/** The asynchronous continuation of a guarded stage, queued where it shall run, under the token of its source. */
final class VisitTask extends Task {
    private final Home home;
    private final Runnable continuation;
    private final Link link;

    VisitTask(Runnable continuation, Link link, Home home) {
        super(link.op());
        this.continuation = continuation;
        this.link = link;
        this.home = home;
    }

    @Override
    Home home() {
        return home;
    }

    @Override
    String describe() {
        return "continuation " + nameOf(link.functionClass());
    }

    @Override
    void body(Ambient ambient) {
        continuation.run();
    }

    @Override
    void refuse(RuntimeException reason) {
        link.refuse(reason);
        continuation.run();
    }

    @Override
    void abandon(RuntimeException reason) {
        link.failDependent(reason);
    }
}
