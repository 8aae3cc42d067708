package dev.bascule.inspect.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Watches this JVM. */
public final class Watch {
    private final Kinds kinds = new Kinds();
    private final Map<List<StackTraceElement>, long[]> sites = new ConcurrentHashMap<>();

    private Watch() {}

    /** What the agent's jar calls. */
    public static void start(String options, Instrumentation instrumentation) throws Exception {
        new Watch().begin(options, instrumentation);
    }

    private void begin(String options, Instrumentation instrumentation) throws Exception {
        long began = System.nanoTime();
        HookTable table = HookTable.ofJdk();
        HookClass hook = HookClass.install(instrumentation);
        Weaver weaver = new Weaver(table, kinds);
        List<Class<?>> targets = new ArrayList<>();
        for (String name : table.methods().keySet()) {
            try {
                targets.add(Class.forName(name.replace('/', '.'), false, null));
            } catch (ClassNotFoundException notInThisVersion) {
                // another version's
            }
        }
        hook.connect(this::classify, this::told, 0);
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            Module module,
                            ClassLoader loader,
                            String name,
                            Class<?> type,
                            ProtectionDomain domain,
                            byte[] bytes) {
                        try {
                            return loader == null && table.hasClass(name) ? weaver.weave(name, bytes) : null;
                        } catch (Throwable t) {
                            t.printStackTrace();
                            return null;
                        }
                    }
                },
                true);
        instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
        hook.turn(true);
        System.err.println("ready in " + (System.nanoTime() - began) / 1_000_000 + " ms, "
                + kinds.all().size());
        Runtime.getRuntime().addShutdownHook(new Thread(this::print));
    }

    private long[] classify(Thread thread) {
        return thread.getName().startsWith("loop") ? new long[3] : null;
    }

    private long told(long kind, long nanos) {
        List<StackTraceElement> stack = List.of(new Throwable().getStackTrace());
        sites.computeIfAbsent(stack.subList(3, stack.size()), it -> new long[2])[0]++;
        return 0;
    }

    private void print() {
        sites.forEach((stack, count) -> {
            System.err.println(count[0]);
            stack.forEach(frame -> System.err.println("   " + frame));
        });
    }
}
