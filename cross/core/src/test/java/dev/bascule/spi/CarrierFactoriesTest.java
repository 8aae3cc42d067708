package dev.bascule.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The ready-made carriers of {@link ContextCarrier}. */
class CarrierFactoriesTest {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    @Test
    void threadLocals_calledElsewhere_bringTheValueAndRestoreTheOldOne() throws Exception {
        ContextCarrier carrier = ContextCarrier.threadLocals(USER);
        USER.set("alice");
        ContextCarrier.Snapshot snapshot = carrier.capture();
        USER.set("bob");
        assertThat(snapshot.call(USER::get)).isEqualTo("alice");
        assertThat(USER.get()).isEqualTo("bob");
        USER.remove();
    }

    @Test
    void threadLocals_notSetAtCapture_areNotSetInTheWork() throws Exception {
        ContextCarrier.Snapshot snapshot = ContextCarrier.threadLocals(USER).capture();
        USER.set("bob");
        assertThat(snapshot.call(USER::get)).isNull();
        assertThatThrownBy(() -> snapshot.call(() -> {
                    throw new IOException("as it is");
                }))
                .isInstanceOf(IOException.class);
        assertThat(USER.get()).isEqualTo("bob");
        USER.remove();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void scopedValues_boundAtCapture_areBoundInTheWork() throws Exception {
        Class<?> type = Class.forName("java.lang.ScopedValue");
        Object key = type.getMethod("newInstance").invoke(null);
        Method get = type.getMethod("get");
        AtomicReference<ContextCarrier.Snapshot> snapshot = new AtomicReference<>();
        Object bound = type.getMethod("where", type, Object.class).invoke(null, key, "alice");
        Runnable capture = () -> snapshot.set(ContextCarrier.scopedValues(key).capture());
        Class.forName("java.lang.ScopedValue$Carrier")
                .getMethod("run", Runnable.class)
                .invoke(bound, capture);
        assertThat((boolean) type.getMethod("isBound").invoke(key)).isFalse();
        assertThat(snapshot.get().<Object>call(() -> get.invoke(key))).isEqualTo("alice");
        assertThatThrownBy(() -> snapshot.get().call(() -> {
                    throw new IOException("as it is");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_24)
    void scopedValues_onAnOlderJdk_sayWhatIsNeeded() {
        assertThatThrownBy(() -> ContextCarrier.scopedValues("anything"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JDK 25");
    }
}
