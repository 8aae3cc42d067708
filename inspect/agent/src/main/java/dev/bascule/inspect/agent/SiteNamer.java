package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.SourceNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Names places as their source does, from the class files: compilers number the bodies of lambdas, and the call that makes the
 * lambda says which one it is. One thread.
 */
final class SiteNamer implements SourceNames {
    private static final int DEEPEST = 16;

    private final Function<String, @Nullable Class<?>> loaded;
    private final Map<String, Map<Method, Method>> makers = new HashMap<>();

    /** With the classes that are loaded, by name. */
    SiteNamer(Function<String, @Nullable Class<?>> loaded) {
        this.loaded = loaded;
    }

    @Override
    public Method enclosing(String className, Method method) {
        Map<Method, Method> ofClass = makers.computeIfAbsent(className, this::read);
        Method each = method.descriptor().isEmpty() ? withDescriptor(ofClass, method) : method;
        for (int depth = 0; depth < DEEPEST && ofClass.containsKey(each); depth++) {
            each = ofClass.get(each);
        }
        return each.name().equals(method.name()) ? BY_CONVENTION.enclosing(className, method) : each;
    }

    /** Of a frame the descriptor may not be known; the names of lambdas' bodies are unique anyway. */
    private static Method withDescriptor(Map<Method, Method> ofClass, Method method) {
        return ofClass.keySet().stream()
                .filter(each -> each.name().equals(method.name()))
                .findAny()
                .orElse(method);
    }

    private Map<Method, Method> read(String className) {
        Map<Method, Method> found = new HashMap<>();
        try (InputStream bytes = bytesOf(loaded.apply(className))) {
            if (bytes != null) {
                new ClassReader(bytes).accept(new Makers(found), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | RuntimeException unreadable) {
            found.clear(); // the convention must do
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
