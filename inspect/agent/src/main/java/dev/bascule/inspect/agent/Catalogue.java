package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.catalog.MethodPattern;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.observed.SourceNames;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue, of which only the user's files are read at the start; the rest, which takes some tenths of a second, when it is
 * needed.
 */
final class Catalogue {
    private final List<Catalog> ofUser = new ArrayList<>();
    private @Nullable Catalog all;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Verdict verdict;

    Catalogue(List<Path> files) throws IOException, InvalidFileException {
        for (Path file : files) {
            ofUser.add(CatalogReader.read(file.toString(), Files.readString(file), Rules.builtIn()));
        }
    }

    /** Which threads must not block. */
    List<LoopThread> loops() {
        List<LoopThread> loops = new ArrayList<>(LoopThreads.builtIn());
        for (Catalog catalog : ofUser) {
            loops.addAll(catalog.loopThreads());
        }
        return loops;
    }

    /** Methods that the user says block. */
    List<MethodPattern> leavesOfUser() {
        List<MethodPattern> methods = new ArrayList<>();
        for (Catalog catalog : ofUser) {
            catalog.leaves().forEach(leaf -> methods.addAll(leaf.methods()));
        }
        return methods;
    }

    synchronized Catalog all() throws InvalidFileException {
        if (all == null) {
            List<Catalog> parts = new ArrayList<>(ofUser);
            parts.add(Catalogs.builtIn());
            all = CatalogReader.merge(parts);
        }
        return all;
    }

    /** What it says of stacks; null if it has not been read yet, which is begun then. */
    @Nullable
    Verdict verdictIfRead() {
        if (!reading.getAndSet(true)) {
            new AgentThread("bascule-catalogue", this::verdict).start();
        }
        return verdict;
    }

    /** What it says of stacks. */
    synchronized Verdict verdict() {
        if (verdict == null) {
            try {
                verdict = new Verdict(all(), SourceNames.BY_CONVENTION, "agent");
            } catch (InvalidFileException e) {
                throw new IllegalStateException(e);
            }
        }
        return verdict;
    }
}
