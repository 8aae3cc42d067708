package dev.bascule.inspect.scanner.elsewhere;

import jakarta.persistence.EntityManager;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import org.springframework.transaction.annotation.Transactional;

/** What the small programs of the cases name. */
public final class Given {
    private Given() {}

    /** Some object of that type, of which a scan knows no more. */
    public static <T> T any(Class<T> type) {
        return type.cast(null);
    }

    /** Has a query of its own, made of its name. */
    public interface Orders extends CrudRepository<String, String> {
        String findByName(String name);
    }

    /** One that does not block. */
    public interface Customers extends ReactiveCrudRepository<String, String> {}

    /** A service whose only wait for the database is that at the end of its transaction. */
    public static class Ledger {
        private final EntityManager entities = any(EntityManager.class);

        @Transactional
        public void enter(Object entry) {
            entities.persist(entry);
        }
    }
}
