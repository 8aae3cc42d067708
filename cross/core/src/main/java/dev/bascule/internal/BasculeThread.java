package dev.bascule.internal;

/** A daemon platform thread of ours; carries its {@link Ambient} in a field, so that finding it costs one load. */
final class BasculeThread extends Thread {
    final Ambient ambient = new Ambient(this);

    BasculeThread(String name, Runnable body) {
        super(null, body, "bascule-" + name, 0, false);
        setDaemon(true);
    }
}
