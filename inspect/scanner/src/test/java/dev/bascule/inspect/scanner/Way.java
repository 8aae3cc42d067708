package dev.bascule.inspect.scanner;

/** How what blocks stands in the code that must not. */
enum Way {
    DIRECT("BLOCK", ""),
    THREE_CALLS_DEEP(
            "one();", "static void one() { two(); } static void two() { three(); } static void three() { BLOCK }"),
    INTERFACE("step.run();", """
            interface Step { void run(); }
            static class Waiting implements Step { public void run() { BLOCK } }
            private static final Step step = new Waiting();
            """),
    LAMBDA_IN_A_FIELD("field.run();", "private static final Runnable field = () -> { BLOCK };"),
    METHOD_REFERENCE(
            "reference.run();",
            "private static final Runnable reference = NAME::referenced; static void referenced() { BLOCK }"),
    GENERIC_SUPERCLASS("new Sub().all(\"\");", """
            abstract static class Base<T> { abstract void step(T value); void all(T value) { step(value); } }
            static class Sub extends Base<String> { void step(String value) { BLOCK } }
            """),
    /** What blocks is a call of a library. */
    OTHER_JAR("BLOCK", "");

    private final String call;
    private final String members;

    Way(String call, String members) {
        this.call = call;
        this.members = members;
    }

    /** A class with the place, in which the statement stands in this way. */
    String source(String name, Place place, String statement) {
        String blocking =
                "try { " + statement + " } catch (Exception failure) { throw new IllegalStateException(failure); }";
        StringBuilder text =
                new StringBuilder("package made;\nimport static dev.bascule.inspect.scanner.elsewhere.Given.any;\n");
        text.append("import dev.bascule.inspect.scanner.elsewhere.Given.*;\n");
        place.imports().forEach(each -> text.append("import ").append(each).append(";\n"));
        return text.append("@SuppressWarnings({\"unchecked\", \"rawtypes\"})\npublic class ")
                .append(name)
                .append(" {\n")
                .append(place.code().replace(Place.MARK, call))
                .append(members)
                .append("}\n")
                .toString()
                .replace(Place.MARK, blocking)
                .replace("NAME", name);
    }
}
