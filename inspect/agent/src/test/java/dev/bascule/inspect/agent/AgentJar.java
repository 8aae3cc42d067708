package dev.bascule.inspect.agent;

import dev.bascule.agent.Agent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The agent's jar as the build packs it, made of the class path of the tests: so a test needs no packaging before it. */
public final class AgentJar {
    private static final String NAME = "bascule-agent.jar";
    private static final List<String> PARTS = List.of(
            "agent/target/classes",
            "model/target/classes",
            "bascule-inspect-model-",
            "asm",
            "snakeyaml",
            "jspecify",
            "jackson");

    private AgentJar() {}

    /** The jar that the build has made, or else one in that directory. */
    public static Path find(Path directory) throws IOException, URISyntaxException {
        Path own = Path.of(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path packed = directory.resolve(NAME);
        return Files.isRegularFile(own) ? own : Files.exists(packed) ? packed : pack(directory);
    }

    static Path pack(Path directory) throws IOException {
        Path jar = directory.resolve(NAME);
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Path root = zip.getPath("/");
            for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator)) {
                if (PARTS.stream().anyMatch(entry::contains)) {
                    add(Path.of(entry), root);
                }
            }
            Files.createDirectories(root.resolve("META-INF"));
            try (OutputStream out = Files.newOutputStream(root.resolve("META-INF/MANIFEST.MF"))) {
                manifest().write(out);
            }
        }
        return jar;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "dev.bascule.agent.Agent");
        main.putValue("Agent-Class", "dev.bascule.agent.Agent");
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue("Can-Set-Native-Method-Prefix", "true");
        return manifest;
    }

    private static void add(Path entry, Path root) throws IOException {
        if (Files.isDirectory(entry)) {
            copy(entry, root);
        } else {
            try (FileSystem library = FileSystems.newFileSystem(entry)) {
                copy(library.getPath("/"), root);
            }
        }
    }

    private static void copy(Path from, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(file).toString();
                if (!name.startsWith("META-INF") && !name.endsWith("module-info.class")) {
                    boolean isOuter = name.matches("dev/bascule/agent/[^/]+");
                    Path target = root.resolve(isOuter ? name : "inner/" + name);
                    Files.createDirectories(target.getParent());
                    try (InputStream in = Files.newInputStream(file)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }
}
