package dev.bascule.inspect.agent.program;

import java.util.Scanner;

/** Blocks a loop all the time; for each line that it reads, it says whether the agent's hook is on. */
public final class Repeats {
    private Repeats() {}

    public static void main(String[] arguments) {
        Thread loop = new Thread(Repeats::forever, "reactor-http-1");
        loop.setDaemon(true);
        loop.start();
        System.out.println("ready");
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println(new Answer(hook()).checked().text());
        }
    }

    /** The JDK remembers the type of the record that was used last, of all: that is to be this one. */
    private record Answer(String text) {
        Answer checked() {
            return equals(new Answer(text)) && hashCode() != 0 && !toString().isEmpty() ? this : new Answer("broken");
        }
    }

    private static void forever() {
        while (true) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hook() {
        try {
            return "on: "
                    + Class.forName("java.lang.BasculeAgentsHook")
                            .getMethod("isOn")
                            .invoke(null);
        } catch (ReflectiveOperationException e) {
            return "none";
        }
    }
}
