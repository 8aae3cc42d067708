package dev.bascule.inspect.agent;

/**
 * A thread of the agent itself, which is never watched. It is known by its class: to ask more of it, when it calls an advised
 * method, could need a class that another thread is about to load, which waits for what this one holds.
 */
final class AgentThread extends Thread {
    AgentThread(String name, Runnable work) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /** Where memory is short it ends in silence: the program's own handlers are not for that. */
    @Override
    public void run() {
        try {
            super.run();
        } catch (OutOfMemoryError shortOfMemory) {
            return;
        }
    }

    static boolean isOne(Thread thread) {
        return thread instanceof AgentThread;
    }
}
