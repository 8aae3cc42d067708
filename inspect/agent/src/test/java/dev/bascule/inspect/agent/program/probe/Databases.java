package dev.bascule.inspect.agent.program.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database in memory, and one whose driver is native. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class Databases implements AutoCloseable {
    private static final String H2 = "jdbc:h2:mem:";
    private static final String SQLITE = "jdbc:sqlite::memory:";
    private static final String ROWS = "select 1 union all select 2";

    private final Connection java = DriverManager.getConnection(H2);
    private final Connection nativ = DriverManager.getConnection(SQLITE);
    private final Statement javaStatement = java.createStatement();
    private final Statement nativeStatement = nativ.createStatement();
    private final PreparedStatement javaPrepared = java.prepareStatement(ROWS);
    private final PreparedStatement nativePrepared = nativ.prepareStatement(ROWS);
    private final ResultSet javaRows = java.createStatement().executeQuery(ROWS);
    private final ResultSet nativeRows = nativ.createStatement().executeQuery(ROWS);

    public Databases() throws SQLException {
        java.setAutoCommit(false);
        nativ.setAutoCommit(false);
    }

    @Override
    public void close() throws SQLException {
        java.close();
        nativ.close();
    }

    @Probe("jdk.jdbc.connect")
    void connectH2() throws SQLException {
        DriverManager.getConnection(H2).close();
    }

    @Probe("jdk.jdbc.connect")
    void connectSqlite() throws SQLException {
        DriverManager.getConnection(SQLITE).close();
    }

    @Probe("jdk.jdbc.execute")
    void executeH2() throws SQLException {
        javaStatement.execute("create table a (b int)");
    }

    @Probe("jdk.jdbc.execute")
    void executeSqlite() throws SQLException {
        nativeStatement.executeUpdate("create table a (b int)");
    }

    @Probe("jdk.jdbc.execute")
    void executePreparedH2() throws SQLException {
        javaPrepared.executeQuery();
    }

    @Probe("jdk.jdbc.execute")
    void executePreparedSqlite() throws SQLException {
        nativePrepared.executeQuery();
    }

    @Probe("jdk.jdbc.execute")
    void commitH2() throws SQLException {
        java.commit();
    }

    @Probe("jdk.jdbc.execute")
    void commitSqlite() throws SQLException {
        nativ.commit();
    }

    @Probe("jdk.jdbc.execute")
    void prepareH2() throws SQLException {
        java.prepareStatement("select 3");
    }

    @Probe("jdk.jdbc.read")
    void nextH2() throws SQLException {
        javaRows.next();
    }

    @Probe("jdk.jdbc.read")
    void nextSqlite() throws SQLException {
        nativeRows.next();
    }
}
