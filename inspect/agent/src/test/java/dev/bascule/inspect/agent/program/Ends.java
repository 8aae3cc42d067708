package dev.bascule.inspect.agent.program;

import java.util.ArrayList;
import java.util.List;

/** Blocks a loop once, and then ends in the way that is named. */
public final class Ends {
    private Ends() {}

    public static void main(String[] arguments) throws Exception {
        Thread loop = new Thread(Ends::sleep, "reactor-http-1");
        loop.start();
        loop.join();
        switch (arguments[0]) {
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(8);
            case "kill" -> signal("-KILL");
            case "memory" -> allocate();
            case "throw" -> throw new IllegalStateException("broken");
            case "echo" -> System.in.transferTo(System.out);
            case "wait" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
                System.out.println("ready");
                Thread.currentThread().join();
            }
            default -> System.out.println("done");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(String name) throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", name, pid).inheritIO().start().waitFor();
        Thread.currentThread().join();
    }

    private static void allocate() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }
}
