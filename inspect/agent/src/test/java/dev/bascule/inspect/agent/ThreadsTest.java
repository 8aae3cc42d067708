package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    /** A thread of the program that loads a class may be asked for while it holds locks which other ones need to load theirs. */
    @Test
    void classification_loadsNoClassOfTheAgent_onceItIsReady() throws Exception {
        try (Recorder recorder = new Recorder()) {
            Class<?> loops = recorder.loadClass(LoopThreads.class.getName());
            Constructor<?> constructor =
                    recorder.loadClass(Threads.class.getName()).getDeclaredConstructor(loops);
            constructor.setAccessible(true);
            Constructor<?> ofRows = loops.getDeclaredConstructor(List.class);
            ofRows.setAccessible(true);
            Object threads = constructor.newInstance(
                    ofRows.newInstance(method(loops, "builtIn").invoke(null)));
            assertThat(recorder.loaded).isNotEmpty();
            method(threads.getClass(), "ready").invoke(threads);
            recorder.loaded.clear();
            assertThat(classified(threads, "main")).isNull();
            assertThat(classified(threads, "reactor-http-1")).isNotNull();
            assertThat(recorder.loaded).isEmpty();
        }
    }

    private static Object classified(Object threads, String name) throws Exception {
        Method classify = method(threads.getClass(), "classify", Thread.class);
        Object[] result = new Object[1];
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(
                () -> {
                    try {
                        result[0] = classify.invoke(threads, Thread.currentThread());
                    } catch (ReflectiveOperationException e) {
                        failure[0] = e;
                    }
                },
                name);
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
        return result[0];
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** Has the project's classes for itself, and says which it has loaded. */
    private static final class Recorder extends URLClassLoader {
        private final List<String> loaded = new ArrayList<>();

        Recorder() throws Exception {
            super(classPath(), ThreadsTest.class.getClassLoader());
        }

        private static URL[] classPath() throws Exception {
            String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<URL> urls = new ArrayList<>();
            for (String entry : all.split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean isOurs = Stream.of("dev.bascule.", "org.objectweb.").anyMatch(name::startsWith);
            if (!isOurs || findLoadedClass(name) != null) {
                return super.loadClass(name, resolve);
            }
            loaded.add(name);
            return findClass(name);
        }
    }
}
