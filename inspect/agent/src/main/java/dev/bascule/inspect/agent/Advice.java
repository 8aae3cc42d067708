package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the advice into the classes of the JDK and of the application, and takes it out again.
 *
 * <p><b>For maintainers.</b> Most classes of the JDK that are advised have not been loaded when the program begins, and to load
 * them for nothing would take longer than all else. But a class that is first loaded by this transformer, while it transforms
 * another one, is not transformed; so it is looked for what was left, as long as there is some.
 */
final class Advice implements ClassFileTransformer {
    /** Classes of the application that are transformed at once, while the program stands still. */
    private static final int BATCH = 64;

    private final HookTable table = HookTable.ofJdk();
    private final Instrumentation instrumentation;
    private final Implementers implementers;
    private final Natives natives;
    private final NativeMethods ofUser;
    private final Set<String> unseen = new ConcurrentSkipListSet<>();
    private final Rewriter rewriter;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** Of the JDK; there are many that have not been loaded. */
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    Advice(Instrumentation instrumentation, Implementers implementers, Natives natives, NativeMethods ofUser) {
        this.ofUser = ofUser;
        this.instrumentation = instrumentation;
        this.implementers = implementers;
        this.natives = natives;
        this.rewriter = new Rewriter(natives);
        instrumentation.addTransformer(this, true);
    }

    /** Into those classes of the JDK that are loaded now, into others when they are. */
    void applyToJdk() throws UnmodifiableClassException {
        for (Class<?>[] left = left(); left.length > 0; left = left()) {
            instrumentation.retransformClasses(left);
        }
    }

    /** Those that are to be advised, and that nobody has tried to. */
    private Class<?>[] left() {
        List<Class<?>> left = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getClassLoader() == null ? type.getName().replace('.', '/') : "";
            if (table.concerns(name) && tried.add(name)) {
                left.add(type);
            }
        }
        return left.toArray(new Class<?>[0]);
    }

    /** What came of it, of each kind of call: null if it is advised, or why not. */
    Map<String, @Nullable String> coverage() {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        table.kinds().forEach((kind, classes) -> all.put(kind, whyNot(classes)));
        return all;
    }

    private @Nullable String whyNot(List<String> classes) {
        List<String> present = classes.stream().filter(this::isPresent).toList();
        if (present.isEmpty()) {
            return "this JVM has no " + String.join(", ", classes).replace('/', '.');
        }
        List<String> left = present.stream()
                .filter(type -> tried.contains(type) && !changed.contains(type) && !natives.areOf(type))
                .toList();
        return left.isEmpty()
                ? null
                : "no method could be advised in " + String.join(", ", left).replace('/', '.');
    }

    /** Whether this version of the JDK has the class, be it loaded or not; all of them where a SecurityManager hides it. */
    private boolean isPresent(String internalName) {
        return tried.contains(internalName) || isReadable(internalName) || !isReadable("java/lang/Object");
    }

    private static boolean isReadable(String internalName) {
        return Object.class.getResource("/" + internalName + ".class") != null;
    }

    /** Names of the classes, as in source, whose methods say that a loop makes a turn. */
    Set<String> turning() {
        return table.turning();
    }

    /** Whether the method calls the hook, as far as is known. */
    boolean isAdvised(Frame frame) {
        return table.mode(frame.className().replace('.', '/'), frame.method()) != null
                || !implementers.typesOf(frame.className()).isEmpty()
                || ofUser.names(frame.className().replace('.', '/'));
    }

    /** Native methods that the user names, of classes that were loaded before the agent came. */
    Set<String> unseen() {
        return unseen;
    }

    /** Into those of the application that are loaded already. What cannot be changed is left as it is. */
    void applyToLoaded() {
        retransform(type -> type.getClassLoader() != null && mayMatter(type));
    }

    /** On a JDK whose natives are public any class may call them. */
    private boolean mayMatter(Class<?> type) {
        return !natives.isEmpty() || table.hasClass(type.getName().replace('.', '/')) || implementers.matters(type);
    }

    /** Gives all classes their own bytecode back. */
    void remove() {
        instrumentation.removeTransformer(this);
        retransform(type -> changed.contains(type.getName().replace('.', '/')));
    }

    private void retransform(Predicate<Class<?>> wanted) {
        List<Class<?>> batch = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isChangeable(type) && wanted.test(type)) {
                batch.add(type);
            }
            if (batch.size() == BATCH) {
                retransform(batch);
                batch.clear();
            }
        }
        retransform(batch);
    }

    private boolean isChangeable(Class<?> type) {
        return type.getClassLoader() != Advice.class.getClassLoader()
                && !type.isHidden()
                && !type.isArray()
                && instrumentation.isModifiableClass(type);
    }

    private void retransform(List<Class<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
            if (batch.size() > 1) {
                batch.forEach(type -> retransform(List.of(type)));
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || loader == Advice.class.getClassLoader()) {
            return null;
        }
        if (loader == null && table.concerns(name)) {
            tried.add(name);
        }
        byte[] advised = loader != null && !table.hasClass(name) ? ofApplication(name, bytes) : ofJdk(name, bytes);
        if (advised != null) {
            changed.add(name);
        }
        return advised;
    }

    /** And of the loops of libraries. */
    private byte @Nullable [] ofJdk(String name, byte[] bytes) {
        byte[] rewritten = table.callsNatives(name) ? withoutNatives(bytes) : null;
        return table.hasClass(name) ? weave(name, bytes, rewritten, table) : rewritten;
    }

    private byte @Nullable [] withoutNatives(byte[] bytes) {
        return natives.isEmpty() ? null : rewriter.rewrite(bytes);
    }

    private static byte @Nullable [] weave(String name, byte[] bytes, byte @Nullable [] rewritten, HookTable table) {
        byte[] woven = Weaver.weave(name, rewritten == null ? bytes : rewritten, table);
        return woven == null ? rewritten : woven;
    }

    private byte @Nullable [] ofApplication(String name, byte[] bytes) {
        unseen.addAll(ofUser.without(name, bytes));
        byte[] rewritten = withoutNatives(bytes);
        Set<String> advised = implementers.advised(name, bytes);
        return advised.isEmpty() ? rewritten : weave(name, bytes, rewritten, HookTable.of(name, advised));
    }
}
