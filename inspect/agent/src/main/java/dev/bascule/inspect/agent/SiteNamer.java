package dev.bascule.inspect.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Names places as their source does: the body of a lambda belongs to the method that it stands in. Compilers number the
 * bodies, and the call that makes the lambda says which one it is.
 */
final class SiteNamer {
    private static final int DEEPEST = 16;

    private final Map<String, Class<?>> loaded = new HashMap<>();
    private final Map<String, Map<Method, Method>> makers = new HashMap<>();

    /** A method of a class. */
    record Method(String name, String descriptor) {}

    /** For the classes that are loaded now. */
    SiteNamer(Instrumentation instrumentation) {
        for (Class<?> each : instrumentation.getAllLoadedClasses()) {
            loaded.putIfAbsent(each.getName(), each);
        }
    }

    /** The method of the source that the code stands in. */
    Method enclosing(String className, Method method) {
        Map<Method, Method> ofClass = makers.computeIfAbsent(className, this::read);
        Method each = method;
        for (int depth = 0; depth < DEEPEST && ofClass.containsKey(each); depth++) {
            each = ofClass.get(each);
        }
        return each;
    }

    private Map<Method, Method> read(String className) {
        Map<Method, Method> found = new HashMap<>();
        try (InputStream bytes = bytesOf(loaded.get(className))) {
            if (bytes != null) {
                new ClassReader(bytes).accept(new Makers(found), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            found.clear();
        }
        return found;
    }

    private static @Nullable InputStream bytesOf(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        String resource = type.getName().replace('.', '/') + ".class";
        ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getSystemResourceAsStream(resource) : loader.getResourceAsStream(resource);
    }

    /** Collects which method makes a lambda of which synthetic one. */
    private static final class Makers extends ClassVisitor {
        private final Map<Method, Method> found;
        private String owner = "";

        Makers(Map<Method, Method> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String above, String[] interfaces) {
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            Method maker = new Method(name, descriptor);
            return new MethodVisitor(api) {
                @Override
                public void visitInvokeDynamicInsn(String made, String type, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle body
                                && body.getOwner().equals(owner)
                                && body.getName().contains("$")) {
                            found.putIfAbsent(new Method(body.getName(), body.getDesc()), maker);
                        }
                    }
                }
            };
        }
    }
}
