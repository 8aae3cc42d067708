package dev.bascule.inspect.scanner;

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

    String returnType() {
        Type type = Type.getReturnType(descriptor);
        return type.getSort() == Type.OBJECT ? type.getInternalName() : "";
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name + descriptor;
    }
}
