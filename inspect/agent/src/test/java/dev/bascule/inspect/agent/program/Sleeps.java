package dev.bascule.inspect.agent.program;

/** A loop of its own class that sleeps three times, as a subclass calls it, and ends with that. */
public final class Sleeps extends Thread {
    private Sleeps() {
        super("reactor-http-1");
    }

    public static void main(String[] arguments) throws InterruptedException {
        Sleeps loop = new Sleeps();
        loop.start();
        loop.join();
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < 3; i++) {
                sleep(150);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
