package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.AsyncType;
import dev.bascule.inspect.model.catalog.Catalog.Guard;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.Catalog.Switch;
import dev.bascule.inspect.model.catalog.MethodPattern;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The catalogue, asked about one call at a time. */
final class Knowledge {
    private static final String ANY = "*";
    /** Also what subtypes add. */
    private static final String ADDED = "**";

    /** What is known of a method; null where nothing is. */
    record Known(
            @Nullable Leaf leaf,
            List<Catalog.Callback> callbacks,
            @Nullable Switch switches,
            @Nullable RunsOn executor,
            @Nullable RunsOn emits,
            Guard.@Nullable Meaning guard,
            boolean isAllowed) {
        boolean isModelled() {
            return leaf != null || !callbacks.isEmpty() || switches != null || emits != null || executor != null;
        }
    }

    private final Catalog catalog;
    private final World world;
    private final Rows<Leaf> leaves;
    private final Rows<Catalog.Callback> callbacks;
    private final Rows<Switch> switches;
    private final Rows<Catalog.Executor> executors;
    private final Rows<Catalog.Emitter> emitters;
    private final Rows<Guard> guards;
    private final Rows<Catalog.Allow> allows;
    private final Map<String, AsyncType> asyncTypes = new HashMap<>();
    private final List<String> boundaries;
    private final ConcurrentMap<Code, Known> known = new ConcurrentHashMap<>();

    Knowledge(Catalog catalog, World world) {
        this.catalog = catalog;
        this.world = world;
        leaves = new Rows<>(catalog.leaves(), Leaf::methods);
        callbacks = new Rows<>(catalog.callbacks(), Catalog.Callback::methods);
        switches = new Rows<>(catalog.switches(), Switch::methods);
        executors = new Rows<>(catalog.executors(), Catalog.Executor::methods);
        emitters = new Rows<>(catalog.emitters(), Catalog.Emitter::methods);
        guards = new Rows<>(catalog.guards(), Guard::methods);
        allows = new Rows<>(catalog.allows(), Catalog.Allow::methods);
        catalog.asyncTypes().forEach(type -> asyncTypes.put(internal(type.type()), type));
        boundaries = catalog.boundaries().stream().map(Knowledge::internal).toList();
    }

    /** The names of methods that it speaks of. */
    static Interest interest(Catalog catalog) {
        Set<String> names = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        Stream.of(
                        catalog.leaves().stream().map(Leaf::methods),
                        catalog.callbacks().stream().map(Catalog.Callback::methods),
                        catalog.switches().stream().map(Switch::methods),
                        catalog.executors().stream().map(Catalog.Executor::methods),
                        catalog.emitters().stream().map(Catalog.Emitter::methods))
                .flatMap(Function.identity())
                .flatMap(List::stream)
                .forEach(pattern -> {
                    if (pattern.name().endsWith(ANY)) {
                        prefixes.add(beginning(pattern.name()));
                    } else {
                        names.add(pattern.name());
                    }
                });
        Set<String> tests = new HashSet<>();
        catalog.guards().forEach(guard -> guard.methods().forEach(pattern -> tests.add(pattern.name())));
        names.remove("<init>");
        return new Interest(names, prefixes, tests);
    }

    List<Catalog.Contract> contracts() {
        return catalog.contracts();
    }

    Known of(Code method) {
        return known.computeIfAbsent(method, this::look);
    }

    private Known look(Code method) {
        Leaf leaf = leaves.first(method);
        Catalog.Executor executor = executors.first(method);
        Catalog.Emitter emitter = emitters.first(method);
        Guard guard = guards.first(method);
        return new Known(
                leaf,
                callbacks.all(method),
                switches.first(method),
                executor == null ? null : executor.kind(),
                emitter == null ? null : emitter.on(),
                guard == null ? null : guard.means(),
                allows.first(method) != null);
    }

    /** What kind of executor a static field holds. */
    @Nullable
    RunsOn executor(Origin.Field field) {
        Catalog.Executor row = executors.first(new Code(field.owner(), field.name(), "()V"));
        return row == null ? null : row.kind();
    }

    /** What the catalogue says of the type or one above it; null if it is not one whose value comes later. */
    @Nullable
    AsyncType async(String type) {
        if (type.isEmpty()) {
            return null;
        }
        AsyncType own = asyncTypes.get(type);
        if (own != null) {
            return own;
        }
        for (String above : world.supertypes(type)) {
            AsyncType each = asyncTypes.get(above);
            if (each != null) {
                return each;
            }
        }
        return null;
    }

    /** Where its values come, if nothing tells. */
    RunsOn emits(String type) {
        AsyncType async = async(type);
        return async == null ? RunsOn.UNKNOWN : async.emits();
    }

    boolean isLazy(String type) {
        AsyncType async = async(type);
        return async != null && async.lazy();
    }

    /** Whether a row speaks of this very type. */
    boolean isNamed(String asyncType) {
        return asyncTypes.containsKey(asyncType);
    }

    /** Whether whatever gives one of this very type has done nothing yet. */
    boolean isCold(String type) {
        AsyncType own = asyncTypes.get(type);
        return own != null && own.cold();
    }

    /** Whether the class belongs to something whose inside is not looked at, unless it is what is scanned. */
    boolean isBoundary(String className) {
        ClassInfo read = world.find(className);
        return (read == null || !read.isApplication()) && isInBoundaries(className);
    }

    private boolean isInBoundaries(String className) {
        return boundaries.stream()
                .anyMatch(each -> className.startsWith(each)
                        && (className.length() == each.length() || "/$".indexOf(className.charAt(each.length())) >= 0));
    }

    boolean isSubtype(String name, String dottedAbove) {
        return world.isSubtype(name, internal(dottedAbove));
    }

    static String internal(String dotted) {
        return dotted.replace('.', '/');
    }

    private static String beginning(String name) {
        return name.substring(0, name.indexOf(ANY));
    }

    /** Rows of one kind, by the types of their methods. */
    private final class Rows<R> {
        private record Entry<R>(MethodPattern pattern, R row) {}

        private final Map<String, List<Entry<R>>> byType = new HashMap<>();

        Rows(List<R> rows, Function<R, List<MethodPattern>> methods) {
            for (R row : rows) {
                for (MethodPattern pattern : methods.apply(row)) {
                    byType.computeIfAbsent(internal(pattern.type()), type -> new ArrayList<>())
                            .add(new Entry<>(pattern, row));
                }
            }
        }

        @Nullable
        R first(Code method) {
            List<R> all = all(method);
            return all.isEmpty() ? null : all.get(0);
        }

        /** Of the nearest type that has some, those that say most of the method. */
        List<R> all(Code method) {
            for (String type : world.supertypes(method.owner())) {
                List<Entry<R>> rows = byType.get(type);
                if (rows == null) {
                    continue; // as of nearly all types
                }
                List<Entry<R>> found = rows.stream()
                        .filter(entry -> matches(entry.pattern(), method))
                        .filter(entry -> !entry.pattern().name().endsWith(ANY)
                                || isOf(type, method)
                                || (entry.pattern().name().equals(ADDED) && isAdded(method)))
                        .toList();
                if (!found.isEmpty()) {
                    return best(found);
                }
            }
            return List.of();
        }

        private List<R> best(List<Entry<R>> entries) {
            int most = entries.stream()
                    .mapToInt(entry -> entry.pattern().specificity())
                    .max()
                    .orElseThrow();
            return entries.stream()
                    .filter(entry -> entry.pattern().specificity() == most)
                    .map(Entry::row)
                    .toList();
        }

        private boolean matches(MethodPattern pattern, Code method) {
            String name = pattern.name();
            boolean isNamed = name.endsWith(ANY)
                    ? method.name().startsWith(beginning(name))
                            && !method.name().startsWith("<")
                    : method.name().equals(name);
            return isNamed
                    && (pattern.parameters() == null || pattern.parameters().equals(parameters(method)));
        }
    }

    /** Whether the type has the method; a subtype of its own may have others, of which the type's rows say nothing. */
    private boolean isOf(String type, Code method) {
        ClassInfo owner = world.find(method.owner());
        MethodInfo own = owner == null ? null : owner.method(method.name(), method.descriptor());
        if (own != null && own.isPrivate()) {
            return false;
        }
        return type.equals(method.owner())
                || world.supertypes(type).stream().map(world::find).anyMatch(info -> info == null || info.has(method));
    }

    /** Whether an interface of the program declares it, for the library to implement; what gives no value later, waits. */
    private boolean isAdded(Code method) {
        MethodInfo own = world.declared(method);
        return own != null && own.isAbstract() && async(method.returnType()) == null;
    }

    private static List<String> parameters(Code method) {
        return Stream.of(Type.getArgumentTypes(method.descriptor()))
                .map(type -> {
                    String name = type.getClassName();
                    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
                })
                .toList();
    }
}
