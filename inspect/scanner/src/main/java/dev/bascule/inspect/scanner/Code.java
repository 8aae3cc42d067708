package dev.bascule.inspect.scanner;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Names a method with a body, lambda bodies included.
 *
 * @param owner internal name of the class that declares it
 * @param descriptor as in class files
 */
record Code(String owner, String name, String descriptor) {
    int parameters() {
        return Type.getArgumentCount(descriptor);
    }

    /**
     * The internal name of the type of a parameter; empty if it is no class. It is asked for all the time, and making objects
     * of all types of the descriptor takes long.
     */
    String parameterType(int index) {
        int at = 1;
        for (int i = 0; i < index; i++) {
            at = endOfType(at);
        }
        return descriptor.charAt(at) == 'L' ? descriptor.substring(at + 1, descriptor.indexOf(';', at)) : "";
    }

    private int endOfType(int begin) {
        int at = begin;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    /** The same of what it returns. */
    String returnType() {
        int at = descriptor.indexOf(')') + 1;
        return descriptor.charAt(at) == 'L' ? descriptor.substring(at + 1, descriptor.length() - 1) : "";
    }

    /** As it would be anyway, but quickly: codes are looked up all the time, and their strings are mostly the same objects. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Code code
                        && name.equals(code.name)
                        && owner.equals(code.owner)
                        && descriptor.equals(code.descriptor));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name + descriptor;
    }
}
