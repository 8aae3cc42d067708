package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.catalog.MethodPattern;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoopThreadsTest {
    private static final Source SOURCE = new Source("test", 1);

    @Test
    void list_ofLoops_isThatOfTheCatalogue() {
        assertThat(LoopThreads.builtIn())
                .extracting(LoopThread::threadClass, row -> String.valueOf(row.threadName()), LoopThread::runs)
                .containsExactlyInAnyOrderElementsOf(Catalogs.builtIn().loopThreads().stream()
                        .map(row -> tuple(row.threadClass(), String.valueOf(row.threadName()), row.runs()))
                        .toList());
    }

    @Test
    void name_matchesAsAWhole() {
        LoopThreads loops = new LoopThreads(List.of(new LoopThread(null, Pattern.compile("acme-.*"), null, SOURCE)));
        assertThat(loops.has(new Thread("acme-1"))).isTrue();
        assertThat(loops.has(new Thread("my-acme-1"))).isFalse();
    }

    @Test
    void class_meansThoseBelowIt() {
        LoopThreads loops = new LoopThreads(List.of(new LoopThread(Mine.class.getName(), null, null, SOURCE)));
        assertThat(loops.has(new Mine() {})).isTrue();
        assertThat(loops.has(new Thread())).isFalse();
    }

    private static class Mine extends Thread {}

    @Test
    void whatRuns_onTheStack_tells() throws Exception {
        LoopThreads loops = new LoopThreads(
                List.of(new LoopThread(null, null, MethodPattern.parse("java.util.concurrent.Callable.call"), SOURCE)));
        Callable<Boolean> running = new Callable<>() {
            @Override
            public Boolean call() {
                return loops.hasCaller();
            }
        };
        boolean[] seen = new boolean[1];
        Thread thread = new Thread(() -> {
            try {
                seen[0] = running.call() && !loops.hasCaller();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        thread.join();
        assertThat(seen[0]).isTrue();
    }
}
