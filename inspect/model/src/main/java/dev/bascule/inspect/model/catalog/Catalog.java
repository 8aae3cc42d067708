package dev.bascule.inspect.model.catalog;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of libraries: which calls block, on which threads callbacks run, what moves work elsewhere, and whose
 * threads must not block. Data only; read from YAML by {@link CatalogReader}.
 *
 * @param boundaries packages, with those below them, and classes, with those nested in them, that are not walked into
 */
public record Catalog(
        List<AsyncType> asyncTypes,
        List<Leaf> leaves,
        List<Callback> callbacks,
        List<Switch> switches,
        List<Executor> executors,
        List<Emitter> emitters,
        List<Contract> contracts,
        List<Guard> guards,
        List<LoopThread> loopThreads,
        List<String> boundaries,
        List<Allow> allows) {
    /** Nothing at all. */
    public static final Catalog EMPTY = new Catalog(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of());

    /** Where a row stands, for messages: a file or resource and its line, counted from 1. */
    public record Source(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** How bad a leaf is where it must not be. */
    public enum Severity {
        /** It can last for any time. */
        ERROR,
        /** It usually lasts for milliseconds. */
        WARNING,
        /** Short as a rule; told only when asked for. */
        NOTE
    }

    /**
     * A type whose value comes later.
     *
     * @param lazy whether nothing runs before somebody subscribes, as with a publisher; false for a stage, which runs already
     * @param cold whether any call that gives one, of whatever library, has done nothing yet
     * @param emits where its values come of which nothing tells where; {@link RunsOn#UNKNOWN} if that may be anywhere
     */
    public record AsyncType(String type, boolean lazy, boolean cold, RunsOn emits, Source source) {}

    /**
     * A call that blocks its thread.
     *
     * @param id unique and stable, part of fingerprints, e.g. {@code jdk.thread.sleep}
     * @param methods any of them
     * @param rule e.g. {@code BSC101}
     * @param what what the call does, in a few words that follow its name: "sleeps"
     * @param fix what to do instead
     * @param onlySeen whether it is for what is seen in a program that runs, and no scan tells of it
     * @param toldAs types that a program calls it by, where one of the methods is of a type that no program can name
     */
    public record Leaf(
            String id,
            List<MethodPattern> methods,
            String rule,
            Severity severity,
            String what,
            String fix,
            boolean onlySeen,
            List<String> toldAs,
            Source source) {}

    /** Those of the leaves that a scan looks for. */
    public List<Leaf> callsThatBlock() {
        return leaves.stream().filter(leaf -> !leaf.onlySeen()).toList();
    }

    /**
     * Functions that are given to a call, and which thread runs them.
     *
     * @param arguments indices of the functional arguments that are meant, counted from 0; empty for all
     * @param executor the index of the executor, where {@code runsOn} is {@link RunsOn#EXECUTOR}; -1 if that is the receiver
     */
    public record Callback(
            List<MethodPattern> methods, RunsOn runsOn, List<Integer> arguments, int executor, Source source) {}

    /**
     * A call on a chain that moves what stands before it ({@code subscribeOn}) or after it ({@code publishOn}).
     *
     * @param upstream whether it moves what stands before it, when that is subscribed to
     * @param downstream whether it moves what stands after it
     * @param to where, if that is fixed; else null, and {@code executor} says which argument tells
     */
    public record Switch(
            List<MethodPattern> methods,
            boolean upstream,
            boolean downstream,
            @Nullable RunsOn to,
            int executor,
            Source source) {}

    /** Calls and static fields that give an executor or scheduler of a known kind. */
    public record Executor(List<MethodPattern> methods, RunsOn kind, Source source) {}

    /** Calls that give a stage or publisher whose values come on a thread of a known kind. */
    public record Emitter(List<MethodPattern> methods, RunsOn on, Source source) {}

    /**
     * Methods of the user that a framework calls. All that is given must match.
     *
     * @param implementing a supertype that declares the method, or null
     * @param annotatedClass annotations of which the class or a supertype bears one; empty for no matter
     * @param annotatedMethod annotations of which the method bears one; empty for no matter
     * @param methods names, which may end with {@code *}; empty for all
     * @param returns types of which it returns one, or a subtype; empty for no matter
     * @param unless annotations on method or class that take it off that thread
     * @param runsOn where the body runs, and what it returns is subscribed to
     * @param why in a sentence, for reports
     */
    public record Contract(
            @Nullable String implementing,
            List<String> annotatedClass,
            List<String> annotatedMethod,
            List<String> methods,
            List<String> returns,
            List<String> unless,
            RunsOn runsOn,
            String why,
            Source source) {
        /** The same of a type that is implemented. */
        Contract implementing(String type) {
            return new Contract(type, annotatedClass, annotatedMethod, methods, returns, unless, runsOn, why, source);
        }
    }

    /** Tests that mean that a wait, or a call on a loop, cannot happen in the branch where they say so. */
    public record Guard(List<MethodPattern> methods, Meaning means, Source source) {
        /** What it says when it is true. */
        public enum Meaning {
            /** The value is there: to wait for it does not block. */
            DONE,
            /** The current thread is a loop's. */
            ON_LOOP,
            /** The current thread may block. */
            MAY_BLOCK
        }
    }

    /**
     * Threads that must not block; one of the three is given.
     *
     * @param threadClass theirs, or one above it
     * @param threadName a pattern of the whole name
     * @param runs a method that is among the outermost frames of their stacks, of that type or one below it
     */
    public record LoopThread(
            @Nullable String threadClass,
            @Nullable Pattern threadName,
            @Nullable MethodPattern runs,
            Source source) {}

    /** What is harmless although it looks like a finding: calls to it, or from it, and why. */
    public record Allow(List<MethodPattern> methods, String reason, Source source) {}
}
