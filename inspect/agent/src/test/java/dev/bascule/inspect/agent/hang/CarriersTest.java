package dev.bascule.inspect.agent.hang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.observed.Frame;
import org.junit.jupiter.api.Test;

class CarriersTest {
    @Test
    void whoIsMounted_isReadFromTheThreads_withoutTheFramesOfCarriersAndOthers() {
        var mounted = Carriers.read("""
                "main" #3 [8239] prio=5 os_prio=0 cpu=93.06ms elapsed=2.44s tid=0x00007f7dbc02d7c0 nid=8239 waiting on condition
                   java.lang.Thread.State: TIMED_WAITING (sleeping)
                \tat java.lang.Thread.sleepNanos0(java.base@25.0.3/Native Method)

                "ForkJoinPool-1-worker-1" #23 [8259] daemon prio=5 os_prio=0 cpu=2295.30ms elapsed=2.38s tid=0x00007f7dbc0e4e50
                   Carrying virtual thread #1026
                \tat jdk.internal.vm.Continuation.run(java.base@25.0.3/Continuation.java:251)
                   Mounted virtual thread #1026
                \tat Burn.burn(Burn.java:3)
                \tat Burn$$Lambda/0x000000005e040438.run(Unknown Source)
                \tat java.lang.VirtualThread.run(java.base@25.0.3/VirtualThread.java:460)

                "ForkJoinPool-1-worker-2" #25 [8260] daemon prio=5 os_prio=0 cpu=2221.83ms elapsed=2.38s tid=0x00007f7dbc0e60f0
                   Carrying virtual thread #1025
                   Mounted virtual thread "burner" #1025
                \tat com.acme.Burn.burn(Unknown Source)

                "VM Thread" os_prio=0 cpu=10.35ms elapsed=2.42s tid=0x00007f7dbc0a9ac0 nid=8246 runnable
                """);
        assertThat(mounted).containsOnlyKeys("1025", "1026");
        assertThat(mounted.get("1026").carrier()).isEqualTo("23");
        assertThat(mounted.get("1026").stack())
                .extracting(Frame::text)
                .containsExactly("Burn.burn(Burn.java:3)", "java.lang.VirtualThread.run(VirtualThread.java:460)");
        assertThat(mounted.get("1025").name()).isEqualTo("burner");
        assertThat(mounted.get("1025").stack()).extracting(Frame::className).containsExactly("com.acme.Burn");
    }
}
