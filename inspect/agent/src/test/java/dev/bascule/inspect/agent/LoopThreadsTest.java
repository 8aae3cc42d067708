package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import dev.bascule.inspect.model.catalog.Catalogs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopThreadsTest {
    @Test
    void list_ofLoops_isThatOfTheCatalogue() {
        assertThat(LoopThreads.builtIn())
                .extracting(LoopThread::threadClass, LoopThread::threadName)
                .containsExactlyInAnyOrderElementsOf(Catalogs.builtIn().loopThreads().stream()
                        .map(row -> org.assertj.core.groups.Tuple.tuple(row.threadClass(), row.threadName()))
                        .toList());
    }

    @Test
    void name_withAStar_meansAnyEnd() {
        LoopThreads loops = new LoopThreads(List.of(new LoopThread(null, "acme-*.loop", new Source("test", 1))));
        assertThat(loops.has(new Thread("acme-1.loop"))).isTrue();
        assertThat(loops.has(new Thread("acme-1xloop"))).isFalse();
    }
}
