package dev.bascule.inspect.cli;

import dev.bascule.agent.Agent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the agent's jar is: beside our own jars, or where a system property says. */
final class AgentJar {
    private static final String PROPERTY = "bascule.agent.jar";

    private AgentJar() {}

    static Path path() throws CommandFailedException {
        String given = System.getProperty(PROPERTY);
        Path jar = given == null ? own() : Path.of(given);
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailedException(
                    "the agent's jar is missing: " + jar + " is no file. Build it: ./mvnw package");
        }
        return jar.toAbsolutePath();
    }

    private static Path own() throws CommandFailedException {
        try {
            return Path.of(Agent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new CommandFailedException("the agent's jar is in a place that cannot be named: " + e);
        }
    }
}
