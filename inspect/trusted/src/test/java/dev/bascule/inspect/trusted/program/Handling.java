package dev.bascule.inspect.trusted.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** What the handler of each request does: it answers with a text, and blocks first in the way that was asked for. */
final class Handling {
    private static final Path FILE = Path.of(System.getProperty("java.home"), "release");

    private final String blocking;
    private final Statement statement;

    /** {@code no}, {@code sleep}, {@code file}, {@code jdbc}, {@code logback} or {@code log4j}. */
    Handling(String blocking) throws SQLException {
        this.blocking = blocking;
        this.statement = blocking.equals("jdbc") ? connect().createStatement() : null;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    String answer(String question) {
        switch (blocking) {
            case "sleep" -> sleep();
            case "file" -> read();
            case "jdbc" -> query();
            case "logback" -> logByLogback(question);
            case "log4j" -> logByLog4j(question);
            default -> {}
        }
        return question + " " + UUID.randomUUID();
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read() {
        try {
            Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void logByLogback(String question) {
        Logback.LOGGER.info("asked {}", question);
        Logback.LOGGER
                .atWarn()
                .setMessage("asked")
                .addKeyValue("question", question)
                .log();
    }

    private static void logByLog4j(String question) {
        Log4j.LOGGER.info("asked {}", question);
        Log4j.LOGGER.atWarn().log("asked {}", question);
        Log4j.LOGGER.fatal("asked {}", question);
    }

    /** Its file is written to at once, its console by another thread. */
    private static final class Logback {
        private static final org.slf4j.Logger LOGGER = org.slf4j.LoggerFactory.getLogger("handling");
    }

    /** As the other one. */
    private static final class Log4j {
        private static final org.apache.logging.log4j.Logger LOGGER =
                org.apache.logging.log4j.LogManager.getLogger("handling");
    }

    /** Both loops use the one statement. */
    private synchronized void query() {
        try {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
