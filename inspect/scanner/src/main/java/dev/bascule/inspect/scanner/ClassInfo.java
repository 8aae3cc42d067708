package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A class as its file tells. What it says of itself is there; methods and code are read when they are asked for. */
final class ClassInfo {
    private final Header header;
    private final boolean isApplication;
    private final ClassDetails details;
    private @Nullable List<MethodInfo> declared;

    ClassInfo(Header header, boolean isApplication, ClassDetails details) {
        this.header = header;
        this.isApplication = isApplication;
        this.details = details;
    }

    Header header() {
        return header;
    }

    /** Internal. */
    String name() {
        return header.name();
    }

    /** Internal; null for Object. */
    @Nullable
    String superName() {
        return header.superName();
    }

    List<String> interfaces() {
        return header.interfaces();
    }

    /** Whether it is to be looked at, and blamed. */
    boolean isApplication() {
        return isApplication;
    }

    boolean isInterface() {
        return (header.access() & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isAbstract() {
        return (header.access() & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isFinal() {
        return (header.access() & Opcodes.ACC_FINAL) != 0;
    }

    String dotted() {
        return name().replace('/', '.');
    }

    /** Fully qualified. */
    Set<String> annotations() {
        return details.shape().annotations();
    }

    /** Whether it declares a method of this name with as many parameters. */
    boolean has(Code method) {
        return declared().stream()
                .map(MethodInfo::code)
                .anyMatch(each -> each.name().equals(method.name()) && each.parameters() == method.parameters());
    }

    @Nullable
    String sourceFile() {
        return details.sourceFile();
    }

    ClassDetails details() {
        return details;
    }

    /** What is known of it without looking into its methods. */
    Indexed indexed() {
        return new Indexed(header, details.outline());
    }

    /** Its methods in the order of the file. */
    synchronized List<MethodInfo> declared() {
        if (declared == null) {
            List<Shape.Declared> shapes = details.shape().methods();
            List<MethodInfo> found = new ArrayList<>(shapes.size());
            for (int i = 0; i < shapes.size(); i++) {
                found.add(new MethodInfo(this, i, shapes.get(i)));
            }
            declared = List.copyOf(found);
        }
        return declared;
    }

    /** Found by going through all: most classes have few, and a map of them takes more room than they do. */
    @Nullable
    MethodInfo method(String methodName, String descriptor) {
        if (!header.methods().mayHave(methodName, descriptor)) {
            return null;
        }
        for (MethodInfo each : declared()) {
            if (each.code().name().equals(methodName)
                    && each.code().descriptor().equals(descriptor)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return dotted();
    }
}
