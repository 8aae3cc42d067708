package dev.bascule.inspect.agent.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks a database whose driver is native. */
public final class Databases {
    private Databases() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread loop = new Thread(Databases::ask, "vert.x-eventloop-thread-1");
        loop.start();
        loop.join();
    }

    private static void ask() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = connection.prepareStatement("select 1");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
