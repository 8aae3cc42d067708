package dev.bascule.internal;

/** A task that only takes a place in a queue: nothing happens when it is run, nor when it is refused. */
class Nothing extends Task {
    Nothing() {
        super(null);
    }

    @Override
    void body(Ambient ambient) {}

    @Override
    void refuse(RuntimeException reason) {}
}
