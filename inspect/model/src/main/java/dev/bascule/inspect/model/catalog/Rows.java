package dev.bascule.inspect.model.catalog;

import dev.bascule.inspect.model.catalog.Catalog.Allow;
import dev.bascule.inspect.model.catalog.Catalog.AsyncType;
import dev.bascule.inspect.model.catalog.Catalog.Contract;
import dev.bascule.inspect.model.catalog.Catalog.Emitter;
import dev.bascule.inspect.model.catalog.Catalog.Executor;
import dev.bascule.inspect.model.catalog.Catalog.Guard;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.Catalog.Severity;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import dev.bascule.inspect.model.catalog.Catalog.Switch;
import dev.bascule.inspect.model.internal.Fields;
import dev.bascule.inspect.model.internal.Fields.Lined;
import dev.bascule.inspect.model.rule.Rule;
import dev.bascule.inspect.model.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one catalogue file. What is wrong becomes a mistake; the row that is returned then counts for nothing. */
final class Rows {
    private static final String RECEIVER = "receiver";
    private static final Pattern ID = Pattern.compile("[a-z0-9]++([.-][a-z0-9]++)*+");
    private static final Pattern TYPE = Pattern.compile("[\\p{javaJavaIdentifierPart}.]{1,300}");

    private final String file;
    private final Rules rules;

    Rows(String file, Rules rules) {
        this.file = file;
        this.rules = rules;
    }

    List<AsyncType> asyncType(Fields row) {
        if (!row.has("type")) {
            row.requiredText("type");
        }
        boolean cold = row.flag("cold");
        boolean lazy = row.flag("lazy") || cold;
        RunsOn emits = row.choice("emits", RunsOn.class, RunsOn.UNKNOWN);
        return types(row, "type").stream()
                .map(type -> new AsyncType(type, lazy, cold, emits, source(row)))
                .toList();
    }

    Leaf leaf(Fields row) {
        String id = row.requiredText("id");
        if (!id.isEmpty() && (id.length() > 100 || !ID.matcher(id).matches())) {
            row.wrong(
                    "id",
                    "'id' must be words of lower-case letters and digits with dots or hyphens between, as jdk.thread.sleep");
        }
        String ruleId = row.requiredText("rule");
        Optional<Rule> rule = rules.find(ruleId);
        if (!ruleId.isEmpty() && rule.isEmpty()) {
            row.wrong(
                    "rule", "there is no rule '" + ruleId + "'" + rules.hint(ruleId) + " ('bascule rules' lists them)");
        }
        String fix = row.text("fix");
        return new Leaf(
                id,
                methods(row),
                ruleId,
                row.choice("severity", Severity.class, Severity.ERROR),
                row.requiredText("what"),
                fix == null ? rule.map(Rule::fix).orElse("") : fix,
                row.flag("only-seen"),
                types(row, "told-as"),
                source(row));
    }

    Catalog.Callback callback(Fields row) {
        RunsOn runsOn = required(row, "runs-on");
        return new Catalog.Callback(
                methods(row), runsOn, row.numbers("arguments"), executor(row, runsOn == RunsOn.EXECUTOR), source(row));
    }

    Switch toSwitch(Fields row) {
        boolean upstream = row.flag("upstream");
        boolean downstream = row.flag("downstream");
        if (!upstream && !downstream) {
            row.wrong("methods", "a switch moves something: say upstream: true, downstream: true, or both");
        }
        RunsOn to = row.has("to") ? row.choice("to", RunsOn.class, RunsOn.UNKNOWN) : null;
        return new Switch(methods(row), upstream, downstream, to, executor(row, to == null), source(row));
    }

    /** The index of the executor among the arguments, where one is expected; -1 for the receiver, and where none is. */
    private static int executor(Fields row, boolean expected) {
        if (expected && RECEIVER.equals(row.text("executor"))) {
            return -1;
        }
        int executor = row.number("executor", -1);
        if (expected && executor < 0) {
            row.wrong(
                    "executor", "'executor:' is missing: which argument is the executor, counted from 0, or receiver");
        } else if (!expected && executor >= 0) {
            row.wrong("executor", "'executor' is of use only where the executor decides which thread it is");
        }
        return executor;
    }

    Executor executor(Fields row) {
        return new Executor(methods(row), required(row, "kind"), source(row));
    }

    Emitter emitter(Fields row) {
        return new Emitter(methods(row), required(row, "runs-on"), source(row));
    }

    /** One for each type that is implemented. */
    List<Contract> contract(Fields row) {
        List<String> implementing = types(row, "implementing");
        List<String> annotatedClass = types(row, "annotated-class");
        List<String> annotatedMethod = types(row, "annotated-method");
        if (implementing.isEmpty() && annotatedClass.isEmpty() && annotatedMethod.isEmpty()) {
            row.wrong(
                    "methods",
                    "a contract needs implementing, annotated-class or annotated-method: else it would be all methods");
        }
        Contract any = new Contract(
                null,
                annotatedClass,
                annotatedMethod,
                row.texts("methods"),
                types(row, "returns"),
                types(row, "unless"),
                required(row, "runs-on"),
                row.requiredText("why"),
                source(row));
        return implementing.isEmpty()
                ? List.of(any)
                : implementing.stream().map(any::implementing).toList();
    }

    Guard guard(Fields row) {
        if (!row.has("means")) {
            row.requiredText("means");
        }
        return new Guard(methods(row), row.choice("means", Guard.Meaning.class, Guard.Meaning.DONE), source(row));
    }

    LoopThread loopThread(Fields row) {
        String threadClass = threadClass(row);
        Pattern threadName = row.pattern("thread-name");
        MethodPattern runs = method(row, "runs");
        if (Stream.of("thread-class", "thread-name", "runs").filter(row::has).count() != 1) {
            row.wrong(
                    "thread-class",
                    "a loop's thread is known by 'thread-class', by 'thread-name' (a regular expression), or by 'runs',"
                            + " a method that is among its outermost frames: give one of them");
        }
        return new LoopThread(threadClass, threadName, runs, source(row));
    }

    private static @Nullable String threadClass(Fields row) {
        String type = row.text("thread-class");
        if (type != null && !TYPE.matcher(type).matches()) {
            row.wrong(
                    "thread-class",
                    "'thread-class' must be the name of one class, as package.Type or package.Outer$Inner, was '" + type
                            + "'; a pattern is for the names of threads: 'thread-name: orders-.*'");
        }
        return type;
    }

    Allow allow(Fields row) {
        return new Allow(methods(row), row.requiredText("reason"), source(row));
    }

    List<String> boundaries(Fields fields) {
        return types(fields, "boundaries");
    }

    private static @Nullable MethodPattern method(Fields row, String key) {
        String text = row.text(key);
        try {
            return text == null ? null : MethodPattern.parse(text);
        } catch (IllegalArgumentException e) {
            row.wrong(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The methods of a row; where it has a type, or several, they are that type's. */
    private static List<MethodPattern> methods(Fields row) {
        List<String> types = types(row, "type");
        List<Lined> names = row.lined("methods");
        if (names.isEmpty() && !row.has("methods")) {
            row.requiredText("methods");
        }
        List<MethodPattern> patterns = new ArrayList<>();
        for (Lined name : names) {
            try {
                if (types.isEmpty()) {
                    patterns.add(MethodPattern.parse(name.text()));
                }
                for (String type : types) {
                    patterns.add(MethodPattern.parse(type + "." + name.text()));
                }
            } catch (IllegalArgumentException e) {
                row.wrong(name.line(), String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(patterns);
    }

    private static List<String> types(Fields row, String key) {
        List<String> types = new ArrayList<>();
        for (Lined item : row.lined(key)) {
            if (TYPE.matcher(item.text()).matches()) {
                types.add(item.text());
            } else {
                row.wrong(
                        item.line(),
                        "'" + key + "' must be a fully qualified name, as package.Type or package.Outer$Inner");
            }
        }
        return List.copyOf(types);
    }

    private static RunsOn required(Fields row, String key) {
        if (!row.has(key)) {
            row.requiredText(key);
        }
        return row.choice(key, RunsOn.class, RunsOn.UNKNOWN);
    }

    private Source source(Fields row) {
        return new Source(file, row.line());
    }
}
