package dev.bascule.inspect.agent.program;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;

/** Programs of which an agent must take care; each blocks a loop once with {@link #sleep}, unless it says otherwise. */
public final class Odd implements Runnable {
    /** So many bits has the number of different ways on which the flood comes to one call. */
    private static final int BITS = 13;

    /** So many frames are there more, so that the journal is full soon. */
    private static final int PADDING = 150;

    private static Instrumentation instrumentation;

    public Odd() {}

    /** This program is an agent itself, too. */
    public static void premain(String options, Instrumentation given) {
        instrumentation = given;
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "isolated" -> isolated();
            case "child" -> child();
            case "flood" -> onLoop(Odd::flood);
            case "retransform" -> retransform();
            case "guarded" -> guarded();
            default -> onLoop(Odd::sleep);
        }
        System.out.println("done");
    }

    private static void onLoop(Runnable body) throws InterruptedException {
        Thread loop = new Thread(body, "reactor-http-1");
        loop.start();
        loop.join();
    }

    @Override
    public void run() {
        sleep();
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a class loader that asks no other one but the JVM's own. */
    private static void isolated() throws Exception {
        ClassLoader alone = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                String file = name.replace('.', '/') + ".class";
                try (InputStream stream = Odd.class.getClassLoader().getResourceAsStream(file)) {
                    byte[] bytes = stream.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Class<?> other = alone.loadClass(Odd.class.getName());
        if (other == Odd.class) {
            throw new IllegalStateException("that is no loader of its own");
        }
        onLoop((Runnable) other.getConstructor().newInstance());
    }

    @SuppressWarnings("removal") // older JDKs have it
    private static void guarded() throws InterruptedException {
        System.setSecurityManager(new SecurityManager());
        onLoop(Odd::sleep);
    }

    private static void child() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-cp", System.getProperty("java.class.path"), Odd.class.getName(), "sleep");
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("child ended with " + status);
        }
    }

    /** A transformer of its own, over classes that the agent has changed. */
    private static void retransform() throws Exception {
        ClassFileTransformer same = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
                return bytes.clone();
            }
        };
        instrumentation.addTransformer(same, true);
        instrumentation.retransformClasses(Thread.class, Odd.class, Class.forName("java.io.UnixFileSystem"));
        onLoop(Odd::sleep);
        instrumentation.removeTransformer(same);
        instrumentation.retransformClasses(Thread.class, Odd.class);
        onLoop(Odd::sleep);
    }

    /** One call, which is short but not too short to be told, from very many stacks. */
    private static void flood() {
        for (int way = 0; way < 1 << BITS; way++) {
            left(way, BITS);
        }
    }

    private static void left(int way, int depth) {
        if (depth == -PADDING) {
            new File("none").exists();
        } else if ((way & 1) == 0) {
            left(way >> 1, depth - 1);
        } else {
            right(way >> 1, depth - 1);
        }
    }

    private static void right(int way, int depth) {
        left(way, depth);
    }
}
