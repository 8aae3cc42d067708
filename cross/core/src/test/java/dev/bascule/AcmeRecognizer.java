package dev.bascule;

import dev.bascule.spi.LoopRecognizer;

/** Knows the threads of a loop that the library does not. Found through META-INF/services. */
public final class AcmeRecognizer implements LoopRecognizer {
    /** A thread of that loop; it may also do other things. */
    static final class AcmeThread extends Thread {
        volatile boolean inLoop = true;

        AcmeThread(Runnable body) {
            super(body, "acme-1");
            setDaemon(true);
        }
    }

    @Override
    public String recognize(Thread current) {
        return current instanceof AcmeThread thread && thread.inLoop ? "Acme event loop" : null;
    }
}
