package dev.bascule.inspect.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the advice into the classes of the JDK, and takes it out again.
 *
 * <p><b>For maintainers.</b> All classes are loaded before the first is transformed: one that is loaded while it is being
 * transformed is left out.
 */
final class Advice implements ClassFileTransformer {
    private final HookTable table;
    private final Implementers implementers;
    private final Natives natives;
    private final Rewriter rewriter;
    private final Weaver weaver = new Weaver(new Kinds());

    Advice(HookTable table, Implementers implementers, Natives natives) {
        this.table = table;
        this.implementers = implementers;
        this.natives = natives;
        this.rewriter = new Rewriter(natives);
    }

    void apply(Instrumentation instrumentation) throws UnmodifiableClassException {
        Class<?>[] targets = targets();
        instrumentation.addTransformer(this, true);
        instrumentation.retransformClasses(targets);
    }

    /** Those that this version of the JDK has. */
    private Class<?>[] targets() {
        List<Class<?>> targets = new ArrayList<>();
        for (String name : table.methods().keySet()) {
            try {
                targets.add(Class.forName(name.replace('/', '.'), false, null));
            } catch (ClassNotFoundException otherVersion) {
                continue;
            }
        }
        return targets.toArray(new Class<?>[0]);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> loaded,
            ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null) {
            return table.hasClass(name) ? weaver.weave(name, bytes, table) : null;
        }
        return loader == Advice.class.getClassLoader() ? null : ofApplication(name, bytes);
    }

    private byte @Nullable [] ofApplication(String name, byte[] bytes) {
        byte[] rewritten = natives.isEmpty() ? null : rewriter.rewrite(bytes);
        Set<String> advised = implementers.advised(name, bytes);
        return advised.isEmpty()
                ? rewritten
                : weaver.weave(name, rewritten == null ? bytes : rewritten, HookTable.of(name, advised));
    }
}
