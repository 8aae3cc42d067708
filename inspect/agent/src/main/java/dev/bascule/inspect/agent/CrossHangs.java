package dev.bascule.inspect.agent;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the hangs that the program's own Bascule proves, if it uses it: what {@code Bridge.onHang} tells; and asks it who
 * waits for what. By reflection, since the program's classes are not the agent's. One thread, but for what is told and
 * {@link #waits}.
 */
final class CrossHangs {
    /** In looks. */
    private static final int LONGEST_PAUSE = 100;

    private final Consumer<CrossHang> listener;
    private volatile @Nullable Class<?> bridge;
    private @Nullable AutoCloseable listening;
    private int asked;
    private int pause;

    /**
     * A hang.
     *
     * @param rule e.g. {@code BSC002}
     * @param thread its name
     * @param isRetracted whether it has turned out to be none
     */
    record CrossHang(String rule, boolean proven, boolean isRetracted, String thread, List<String> links) {}

    CrossHangs(Consumer<CrossHang> listener) {
        this.listener = listener;
    }

    /** Looks whether the program has loaded Bascule by now; more and more seldom. */
    void look(Function<String, @Nullable Class<?>> classes) {
        if (listening != null || --pause > 0) {
            return;
        }
        asked++;
        pause = Math.min(LONGEST_PAUSE, asked);
        Class<?> found = classes.apply("dev.bascule.Bridge");
        bridge = found;
        if (found == null) {
            return;
        }
        try {
            Consumer<Object> heard = this::heard;
            listening =
                    (AutoCloseable) found.getMethod("onHang", Consumer.class).invoke(null, heard);
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            listening = () -> {};
        }
    }

    private void heard(Object hang) {
        try {
            String kind = text(hang, "kind");
            List<?> links = (List<?>) get(hang, "links");
            listener.accept(new CrossHang(
                    text(hang, "rule"),
                    kind.equals("PROVEN"),
                    kind.equals("RETRACTED"),
                    text(hang, "thread"),
                    links.stream().map(String::valueOf).toList()));
        } catch (ReflectiveOperationException otherVersion) {
            return;
        }
    }

    private static String text(Object hang, String property) throws ReflectiveOperationException {
        return String.valueOf(get(hang, property));
    }

    private static Object get(Object hang, String property) throws ReflectiveOperationException {
        Method method = hang.getClass().getMethod(property);
        return method.invoke(hang);
    }

    /**
     * Who waits for what at this moment, a line each; empty if nobody does, or the program does not use Bascule. On any thread.
     */
    String waits() {
        try {
            Class<?> known = bridge;
            Object graph = known == null ? null : known.getMethod("waits").invoke(null);
            return graph == null || ((List<?>) get(graph, "waits")).isEmpty() ? "" : graph.toString();
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return "";
        }
    }

    void stop() {
        try {
            if (listening != null) {
                listening.close();
            }
        } catch (Exception broken) {
            listening = null;
        }
    }
}
