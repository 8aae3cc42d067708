package dev.bascule.inspect.agent.program;

import java.lang.reflect.Modifier;
import org.sqlite.SQLiteConfig;
import org.sqlite.core.NativeDB;

/** A loop that calls native methods of a library, and fails in one. */
public final class Natives {
    private Natives() {}

    public static void main(String[] arguments) throws Exception {
        Thread loop = new Thread(Natives::share, "reactor-http-1");
        loop.start();
        loop.join();
        System.out.println("final: "
                + Modifier.isSynchronized(
                        NativeDB.class.getMethod("shared_cache", boolean.class).getModifiers()));
    }

    private static void share() {
        try {
            NativeDB.load();
            NativeDB database = new NativeDB(":memory:", ":memory:", new SQLiteConfig());
            System.out.println("shared: " + database.shared_cache(true));
            database.column_int(0, 0);
        } catch (Exception e) {
            System.out.println("failed: " + e.getClass().getName());
        }
    }
}
