package dev.bascule.testkit.contract;

/**
 * A subject that is shut at first, and through which all go when it opens: nothing is taken, what an await gives needs no
 * closing. Its {@link #block} leaves it shut, and closing the handle opens it.
 */
public interface Gate extends Subject {
    /** Opens it, also where it is open. */
    void open();

    @Override
    default AutoCloseable block() {
        return this::open;
    }
}
