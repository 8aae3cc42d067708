package dev.bascule.inspect.scanner;

/** What the code says of itself: {@code @AllowBlocking} on a method, with the lambdas in it, on a class or one around it. */
final class Allowances {
    private static final String ANNOTATION = "dev.bascule.annotations.AllowBlocking";

    private final World world;
    private final Names names;

    Allowances(World world, Names names) {
        this.world = world;
        this.names = names;
    }

    boolean mayBlock(MethodInfo method) {
        Code code = names.enclosing(method.code());
        ClassInfo owner = world.find(code.owner());
        MethodInfo written = owner == null ? null : owner.method(code.name(), code.descriptor());
        return (written != null && written.annotations().contains(ANNOTATION)) || isAround(code.owner());
    }

    private boolean isAround(String className) {
        ClassInfo info = world.find(className);
        int nested = className.lastIndexOf('$');
        return (info != null && info.annotations().contains(ANNOTATION))
                || (nested > 0 && isAround(className.substring(0, nested)));
    }
}
