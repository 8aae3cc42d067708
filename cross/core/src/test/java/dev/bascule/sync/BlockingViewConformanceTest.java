package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guava's suite for queues, over the blocking view of a {@link DualQueue}, and over the JDK's own queue so that what it asks
 * for is what the JDK does.
 */
class BlockingViewConformanceTest {
    private static final int CAPACITY = 100;

    private static TestSuite suite(String name, Supplier<Queue<String>> empty) {
        return QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] items) {
                        Queue<String> queue = empty.get();
                        queue.addAll(Arrays.asList(items));
                        return queue;
                    }
                })
                .named(name)
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
                .createTestSuite();
    }

    private static DynamicNode node(junit.framework.Test test) {
        if (test instanceof TestSuite suite) {
            return dynamicContainer(String.valueOf(suite.getName()), nodes(suite));
        }
        return dynamicTest(test.toString(), ((TestCase) test)::runBare);
    }

    private static Stream<DynamicNode> nodes(TestSuite suite) {
        return Collections.list(suite.tests()).stream().map(BlockingViewConformanceTest::node);
    }

    @TestFactory
    Stream<DynamicNode> view_ofDualQueue_isAQueueOfTheJdk() {
        return nodes(suite("DualQueue", () -> DualQueue.<String>create(CAPACITY).blocking()));
    }

    @TestFactory
    Stream<DynamicNode> queue_ofTheJdk_isOneToo() {
        return nodes(suite("ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(CAPACITY)));
    }

    @Test
    void suite_overAQueueThatForgets_fails() {
        TestSuite suite = suite("broken", () -> new ArrayDeque<>() {
            @Override
            public String peek() {
                return poll();
            }
        });
        TestResult result = new TestResult();
        suite.run(result);
        assertThat(result.runCount()).isGreaterThan(200);
        assertThat(result.failureCount()).isPositive();
    }
}
