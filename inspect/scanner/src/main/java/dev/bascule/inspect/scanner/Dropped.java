package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.rule.Rule;
import dev.bascule.inspect.model.rule.Rules;
import java.util.List;

/**
 * Finds publishers that a call gives and nobody takes. Nothing runs before somebody subscribes; and a publisher is not
 * changed by {@code publishOn} and the like, which give another one.
 */
final class Dropped {
    private static final String LEAF = "publisher.dropped";
    private static final Rule RULE = Rules.builtIn().find("BSC204").orElseThrow();

    private final World world;
    private final Knowledge knowledge;
    private final Names names;
    private final Report report;

    Dropped(World world, Knowledge knowledge, Names names, Report report) {
        this.world = world;
        this.knowledge = knowledge;
        this.names = names;
        this.report = report;
    }

    void look(MethodInfo method) {
        for (Call call : method.body().calls()) {
            if (call.dropped() && isOperator(call)) {
                report.add(finding(method, call));
            }
        }
    }

    /**
     * Of a library whose calls do nothing but give a publisher; the program's own method may have done its work. What gives
     * its own type and is no operator only sets something, as a header of a response that is a publisher too.
     */
    private boolean isOperator(Call call) {
        Code called = call.target();
        MethodInfo method = world.declared(called);
        String owner = method == null ? called.owner() : method.code().owner();
        String given = called.returnType();
        boolean isPublisher = knowledge.isCold(given)
                || (knowledge.isLazy(owner)
                        && knowledge.isLazy(given)
                        && (knowledge.isNamed(given) || !world.isSubtype(called.owner(), given)));
        return isPublisher && knowledge.isBoundary(owner);
    }

    private Finding finding(MethodInfo method, Call call) {
        Place site = names.place(method, call.line());
        Target target = new Target(
                call.target().owner().replace('/', '.'), call.target().name());
        String called = Names.simple(target.className()) + "." + target.method();
        Place leaf =
                new Place(target.className(), target.method(), call.target().descriptor(), null, 0);
        return new Finding(
                RULE.id(),
                LEAF,
                Confidence.CERTAIN,
                Severity.ERROR,
                new Finding.Root(site, "It is dropped here"),
                site,
                target,
                List.of(new Step(site, Confidence.CERTAIN), new Step(leaf, Confidence.CERTAIN)),
                called + " gives a publisher that nobody takes in " + Names.simple(site.className()) + "."
                        + site.method(),
                RULE.why(),
                RULE.fix());
    }
}
