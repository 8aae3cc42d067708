package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bascule.sync.FlowVerifications.OfPublisher;
import dev.bascule.sync.FlowVerifications.OfSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/**
 * The publisher and the subscriber of a queue against the suites of Reactive Streams, the black box one for the subscriber:
 * the white box one wants to tell the subscriber when to ask for more, which the queue decides by its room.
 */
class FlowConformanceTest {
    /** Runs a class of TestNG, and gives what came of each of its tests. */
    private static List<ITestResult> run(Class<?> verification) {
        List<ITestResult> results = new ArrayList<>();
        TestNG testng = new TestNG(false);
        testng.setVerbose(0);
        testng.setTestClasses(new Class<?>[] {verification});
        testng.addListener(new ITestListener() {
            @Override
            public void onTestSuccess(ITestResult result) {
                results.add(result);
            }

            @Override
            public void onTestFailure(ITestResult result) {
                results.add(result);
            }

            @Override
            public void onTestSkipped(ITestResult result) {
                results.add(result);
            }
        });
        testng.run();
        return results;
    }

    private static Stream<DynamicTest> tests(Class<?> verification, int least) {
        List<ITestResult> results = run(verification);
        List<ITestResult> tried = results.stream()
                .filter(result -> result.getStatus() != ITestResult.SKIP)
                .toList();
        assertThat(tried).hasSizeGreaterThanOrEqualTo(least);
        assertThat(results).filteredOn(result -> !tried.contains(result)).allMatch(FlowConformanceTest::maySkip);
        return tried.stream().map(result -> dynamicTest(result.getName(), () -> repeat(result)));
    }

    /** What the suites cannot verify; and subscribers of a queue share its items, where others would get all of them. */
    private static boolean maySkip(ITestResult skipped) {
        return skipped.getName().startsWith("untested_") || skipped.getName().startsWith("optional_spec111_multicast_");
    }

    private static void repeat(ITestResult result) throws Throwable {
        if (!result.isSuccess()) {
            throw result.getThrowable();
        }
    }

    @TestFactory
    Stream<DynamicTest> publisher_ofAQueue_followsTheRules() {
        return tests(OfPublisher.class, 28);
    }

    @TestFactory
    Stream<DynamicTest> subscriber_ofAQueue_followsTheRules() {
        return tests(OfSubscriber.class, 11);
    }

    @Test
    void suite_overAPublisherThatBreaksARule_fails() {
        assertThat(run(Deaf.class))
                .filteredOn(result -> result.getStatus() == ITestResult.FAILURE)
                .extracting(ITestResult::getName)
                .contains("required_spec101_subscriptionRequestMustResultInTheCorrectNumberOfProducedElements");
    }

    /** Sends one more than it is asked for. */
    public static class Deaf extends OfPublisher {
        @Override
        public Flow.Publisher<Long> createFlowPublisher(long elements) {
            Flow.Publisher<Long> good = super.createFlowPublisher(elements);
            return subscriber -> good.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                    subscription.request(1);
                }

                @Override
                public void onNext(Long item) {
                    subscriber.onNext(item);
                }

                @Override
                public void onError(Throwable failure) {
                    subscriber.onError(failure);
                }

                @Override
                public void onComplete() {
                    subscriber.onComplete();
                }
            });
        }
    }
}
