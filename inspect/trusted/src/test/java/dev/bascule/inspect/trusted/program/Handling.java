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

    /** {@code no}, {@code sleep}, {@code file} or {@code jdbc}. */
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

    /** Both loops use the one statement. */
    private synchronized void query() {
        try {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
