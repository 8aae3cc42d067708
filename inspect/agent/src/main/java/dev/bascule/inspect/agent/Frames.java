package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes stacks: of the calling thread, or of another one. */
final class Frames {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final String LOADER =
            String.valueOf(Frames.class.getClassLoader().getName());

    private final Natives natives;
    private final Implementers implementers;
    private final ByThread<StackTraceElement[]> before = new ByThread<>(); // under its monitor

    Frames(Natives natives, Implementers implementers) {
        this.natives = natives;
        this.implementers = implementers;
    }

    /** Of the calling thread, from the advised method outwards. */
    List<Frame> ofCaller() {
        return WALKER.walk(frames -> frames.dropWhile(frame -> !HookClass.isIt(frame.getClassName()))
                .dropWhile(frame -> isHook(frame.getClassName(), frame.getMethodName()))
                .map(this::frame)
                .toList());
    }

    /** Whether it is the agent's, or the hook's and does not stand for a native. */
    boolean isOurs(StackTraceElement frame) {
        return isAgent(frame) || isHook(frame.getClassName(), frame.getMethodName());
    }

    /** Whether it is of what the agent's own loader has loaded. */
    static boolean isAgent(StackTraceElement frame) {
        return LOADER.equals(frame.getClassLoaderName());
    }

    /** To be called before classes are changed: of code that was changed while it runs, the JVM does not tell the lines. */
    void takeAll() {
        synchronized (before) {
            Thread.getAllStackTraces().forEach(before::put);
        }
    }

    /** Of another thread, which may go on meanwhile; empty while it does what the agent has it do. */
    List<Frame> of(Thread thread, Function<String, @Nullable Class<?>> classes) {
        return ofOutside(thread, thread.getStackTrace(), classes);
    }

    /** The same of a stack that has been taken. */
    List<Frame> ofOutside(Thread thread, StackTraceElement[] stack, Function<String, @Nullable Class<?>> classes) {
        return Stream.of(stack).anyMatch(Frames::isAgent) ? List.of() : of(thread, stack, classes);
    }

    /** Of a thread that may call the agent, without what the agent does there. */
    List<Frame> ofProgram(Thread thread) {
        StackTraceElement[] stack =
                Stream.of(thread.getStackTrace()).filter(each -> !isAgent(each)).toArray(StackTraceElement[]::new);
        return of(thread, stack, name -> null);
    }

    private List<Frame> of(Thread thread, StackTraceElement[] stack, Function<String, @Nullable Class<?>> classes) {
        StackTraceElement[] known = knownOf(thread);
        List<Frame> frames = new ArrayList<>();
        for (StackTraceElement each : known != null && isSame(known, stack) ? known : stack) {
            boolean isHidden = each.getClassName().indexOf('/') >= 0; // as those that lambdas are made of
            if (!isHidden
                    && !NativeMethods.isOne(each.getMethodName())
                    && !isHook(each.getClassName(), each.getMethodName())) {
                frames.add(frame(each, classes));
            }
        }
        return frames;
    }

    private StackTraceElement @Nullable [] knownOf(Thread thread) {
        synchronized (before) {
            return before.get(thread);
        }
    }

    /** But for the lines. */
    private static boolean isSame(StackTraceElement[] one, StackTraceElement[] other) {
        return Arrays.equals(
                one,
                other,
                Comparator.comparing(StackTraceElement::getClassName).thenComparing(StackTraceElement::getMethodName));
    }

    /** Whether it is the hook's, and does not stand for a native. */
    private boolean isHook(String className, String method) {
        return HookClass.isIt(className) && natives.original(method) == null;
    }

    private Frame frame(StackFrame frame) {
        Natives.Call original = HookClass.isIt(frame.getClassName()) ? natives.original(frame.getMethodName()) : null;
        if (original != null) {
            return ofNative(original);
        }
        Class<?> type = frame.getDeclaringClass();
        String file = frame.getFileName();
        return new Frame(
                type.getName(),
                frame.getMethodName(),
                descriptor(frame),
                file,
                Math.max(0, frame.getLineNumber()),
                typesOf(type));
    }

    /**
     * Empty for code of the application: to tell it, newer JDKs load the types of the parameters, and one of them may be the very
     * class that is being loaded on this stack.
     */
    private static String descriptor(StackFrame frame) {
        return frame.getDeclaringClass().getClassLoader() == null ? frame.getDescriptor() : "";
    }

    private Frame frame(StackTraceElement frame, Function<String, @Nullable Class<?>> classes) {
        Natives.Call original = HookClass.isIt(frame.getClassName()) ? natives.original(frame.getMethodName()) : null;
        if (original != null) {
            return ofNative(original);
        }
        Class<?> type = classes.apply(frame.getClassName());
        return new Frame(
                frame.getClassName(),
                frame.getMethodName(),
                "",
                frame.getFileName(),
                Math.max(0, frame.getLineNumber()),
                type == null ? Set.of(frame.getClassName()) : typesOf(type));
    }

    private static Frame ofNative(Natives.Call original) {
        String type = original.owner().replace('/', '.');
        return new Frame(type, original.name(), original.descriptor(), null, 0, Set.of(type));
    }

    private Set<String> typesOf(Class<?> type) {
        Set<String> types = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            types.add(each.getName());
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, types);
        }
        types.addAll(implementers.typesOf(type.getName()));
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<String> types) {
        for (Class<?> each : type.getInterfaces()) {
            types.add(each.getName());
            addInterfaces(each, types);
        }
    }
}
