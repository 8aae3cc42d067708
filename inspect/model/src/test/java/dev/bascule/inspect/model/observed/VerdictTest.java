package dev.bascule.inspect.model.observed;

import static dev.bascule.inspect.model.Finding.Severity.ERROR;
import static dev.bascule.inspect.model.Finding.Severity.NOTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.report.Report;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Verdict VERDICT = new Verdict(Catalogs.builtIn(), SourceNames.BY_CONVENTION, "agent");

    private static final Frame HANDLE = frame("com.acme.Handler", "handle");
    private static final Frame READ = frame("java.io.FileInputStream", "read");

    private static Frame frame(String className, String method, String... types) {
        Set<String> all = new LinkedHashSet<>(List.of(className));
        all.addAll(List.of(types));
        return new Frame(className, method, "", null, 0, all);
    }

    private static Report.Told of(Frame... stack) {
        return of(1, stack);
    }

    private static Report.Told of(long nanos, Frame... stack) {
        Instant now = Instant.now();
        Evidence evidence = new Evidence(1, nanos, nanos, now, now, List.of("loop"), List.of());
        return VERDICT.of(new Sighting(List.of(stack), evidence));
    }

    @Test
    void outermostLeaf_isWhatBlocked_andItsCallerIsBlamed() {
        Report.Told told = of(READ, frame("java.nio.file.Files", "readString"), HANDLE, frame("com.acme.Main", "main"));
        assertThat(told.finding().leafId()).isEqualTo("jdk.file.nio");
        assertThat(told.finding().site().method()).isEqualTo("handle");
    }

    @Test
    void whatALibraryHides_isToldAsTheTypeThatTheCatalogueNames() {
        assertThat(told(frame("java.lang.ProcessImpl", "waitFor", "java.lang.Process")))
                .isEqualTo("java.lang.Process.waitFor");
        assertThat(told(frame("jdk.internal.net.http.HttpClientFacade", "send", "java.net.http.HttpClient")))
                .isEqualTo("java.net.http.HttpClient.send");
        assertThat(told(frame("java.net.Socket$SocketInputStream", "read", "java.io.InputStream")))
                .isEqualTo("java.io.InputStream.read");
        assertThat(told(frame("java.nio.channels.Pipe$SourceChannel", "read")))
                .isEqualTo("java.nio.channels.Pipe.SourceChannel.read");
    }

    private static String told(Frame called) {
        Finding finding = of(called, HANDLE).finding();
        Place last = finding.path().get(finding.path().size() - 1).place();
        String told = finding.leaf().className() + "." + finding.leaf().method();
        assertThat(last.className().replace('$', '.') + "." + last.method()).isEqualTo(told);
        return told;
    }

    @Test
    void methodOfTheProgram_thatIsCalledWait_isNotThatOfObject() {
        Frame await = frame("java.util.concurrent.CountDownLatch", "await", "java.lang.Object");
        Report.Told told = of(await, frame("com.acme.Handler", "wait", "java.lang.Object"), HANDLE);
        assertThat(told.finding().leafId()).isEqualTo("jdk.latch");
        assertThat(told.finding().site().method()).isEqualTo("wait");
    }

    @Test
    void whatALoaderOfTheProgramDoes_isTheLoadingOfAClass() {
        Frame find = frame("com.acme.Loader", "findClass", "java.lang.ClassLoader");
        Report.Told told = of(READ, find, frame("java.lang.ClassLoader", "loadClass"), HANDLE);
        assertThat(told.finding().leafId()).isEqualTo("jdk.class.load");
        assertThat(told.finding().site().method()).isEqualTo("handle");
        assertThat(of(READ, find, HANDLE).finding().leafId()).isEqualTo("jdk.file.stream");
    }

    @Test
    void whatAnAgentDoes_toChangeAClass_isTheLoadingOfIt() {
        Report.Told told = of(
                READ,
                frame("com.acme.agent.Transformer", "transform"),
                frame("sun.instrument.InstrumentationImpl", "transform"),
                HANDLE);
        assertThat(told.finding().leafId()).isEqualTo("jdk.class.load");
        assertThat(told.finding().site().method()).isEqualTo("handle");
    }

    @Test
    void loopOfTheProgram_thatWaitsForWork_isANote() {
        Frame take = frame("java.util.concurrent.LinkedBlockingQueue", "take", "java.util.concurrent.BlockingQueue");
        Frame run = frame("com.acme.Loop$Worker", "run");
        Frame thread = frame("java.lang.Thread", "run");
        Frame pool = frame("java.util.concurrent.ThreadPoolExecutor", "runWorker");
        assertThat(severity(take, run, thread)).isEqualTo(NOTE);
        assertThat(severity(take, run, frame("java.lang.Thread", "runWith"), thread))
                .isEqualTo(NOTE);
        assertThat(severity(take, frame("com.acme.MyThread", "run", "java.lang.Thread")))
                .isEqualTo(NOTE);
        assertThat(severity(take, HANDLE, run, thread)).isEqualTo(ERROR);
        assertThat(severity(take, run, pool, thread)).isEqualTo(ERROR);
        assertThat(severity(take, run)).isEqualTo(ERROR);
        assertThat(severity(frame("java.lang.Thread", "sleep"), run, thread)).isEqualTo(ERROR);
    }

    private static Severity severity(Frame... stack) {
        return of(stack).finding().severity();
    }

    @Test
    void lockThatWasWaitedForLong_isNoNote_norIsAChannelThatBlocks() {
        Frame lock = frame("java.util.concurrent.locks.ReentrantLock", "lock", "java.util.concurrent.locks.Lock");
        assertThat(of(99_000_000, lock, HANDLE).finding().severity()).isEqualTo(NOTE);
        assertThat(of(100_000_000, lock, HANDLE).finding().severity()).isEqualTo(Severity.WARNING);
        assertThat(severity(frame("java.nio.channels.SocketChannel", "read"), HANDLE))
                .isEqualTo(ERROR);
    }

    @Test
    void methodThatCallsItself_isOneStepOfThePath() {
        Frame walk = frame("com.acme.Tree", "walk");
        Frame each = frame("java.util.ArrayList", "forEach");
        Frame part = frame("com.acme.Tree", "lambda$walk$0");
        assertThat(steps(of(READ, walk, walk, each, walk, HANDLE))).containsExactly("handle", "walk", "read");
        assertThat(steps(of(READ, walk, HANDLE, walk))).containsExactly("walk", "handle", "walk", "read");
        assertThat(steps(of(READ, part, each, walk))).containsExactly("walk", "walk", "read");
    }

    @Test
    void hang_ofCodeThatCallsNothing_endsItsPathThere() {
        Frame compute = frame("com.acme.Prices", "simulate");
        Hang hang = new Hang(List.of("It computes."), false);
        assertThat(steps(VERDICT.ofHang("BSC107", "is virtual", List.of(compute, HANDLE), List.of("#22"), 1, hang)))
                .containsExactly("handle", "simulate");
    }

    private static List<String> steps(Report.Told told) {
        return told.finding().path().stream().map(step -> step.place().method()).toList();
    }

    @Test
    void whatNobodyOfTheApplicationCalls_isNotTold() {
        assertThat(of(READ, frame("io.netty.channel.nio.NioEventLoop", "run"))).isNull();
        assertThat(of(HANDLE)).isNull();
        assertThat(of()).isNull();
    }
}
