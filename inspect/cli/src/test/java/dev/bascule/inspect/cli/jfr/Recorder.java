package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.cli.fixture.Blocks;
import dev.bascule.inspect.cli.fixture.Callback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** Records what threads of this JVM do. */
public final class Recorder {
    public static final String LOOP = "reactor-http-nio-1";

    private Recorder() {}

    /** Changes how a recording is set up, before it starts. */
    public interface Setup {
        void set(Recording recording);
    }

    /** All events, however short. */
    static void all(Recording recording) {
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> EventKind.ALL.containsKey(type.getName()))
                .forEach(type -> recording
                        .enable(type.getName())
                        .withThreshold(Duration.ZERO)
                        .withStackTrace()
                        .with("throttle", "off"));
        recording.enable("jdk.ActiveSetting");
        recording.enable("jdk.JVMInformation");
        recording.enable("jdk.DataLoss");
    }

    public static Path record(Path file, Callback body) throws Exception {
        return record(file, Recorder::all, body);
    }

    /** Writes what is recorded while the body runs. */
    public static Path record(Path file, Setup setup, Callback body) throws Exception {
        try (Recording recording = new Recording()) {
            setup.set(recording);
            recording.start();
            body.call();
            recording.stop();
            recording.dump(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** A thread and what it runs. */
    record Running(Thread thread, FutureTask<?> task) {
        /** Waits until it is in that state, so is blocked. */
        void until(Thread.State state) {
            while (thread.getState() != state) {
                if (task.isDone()) {
                    throw new IllegalStateException("it did not block: " + thread.getName());
                }
                Thread.onSpinWait();
            }
        }

        void end() throws Exception {
            task.get();
            thread.join();
        }
    }

    /** Has a thread of that name wait for the monitor. */
    public static void contend(String thread, Object monitor) throws Exception {
        Running[] entering = new Running[1];
        Blocks.enter(monitor, () -> {
            entering[0] = start(thread, () -> Blocks.enter(monitor, () -> {}));
            entering[0].until(Thread.State.BLOCKED);
        });
        entering[0].end();
    }

    /** Runs it on a new thread of that name, to its end. */
    public static void on(String thread, Callback body) throws Exception {
        start(thread, body).end();
    }

    /** Runs it on a new thread of that name. */
    static Running start(String name, Callback body) {
        FutureTask<?> task = new FutureTask<>(() -> {
            body.call();
            return "done";
        });
        Thread thread = new Thread(task, name);
        thread.start();
        return new Running(thread, task);
    }
}
