package org.backscroll.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.Retention;
import org.backscroll.tck.StoreContract;
import org.junit.jupiter.api.AfterEach;

/** The promises of the API, as the conformance kit has them. */
class SqliteConformanceTest extends StoreContract {
    private final Map<HistoryStore, Path> folders = new IdentityHashMap<>();
    private Memory memory;

    @Override
    protected HistoryStore open() throws Exception {
        if (memory == null) {
            memory = new Memory();
        }
        return open(Files.createTempDirectory(memory.folder, "data"));
    }

    private HistoryStore open(Path folder) throws Exception {
        SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC());
        folders.put(store, folder);
        return store;
    }

    @Override
    protected void close(HistoryStore store) {
        ((SqliteStore) store).close();
    }

    @Override
    protected Optional<HistoryStore> reopen(HistoryStore closed) throws Exception {
        return Optional.of(open(folders.get(closed)));
    }

    @Override
    protected <T> Optional<T> service(HistoryStore store, Class<T> type) {
        if (type == Retention.class) {
            return Optional.of(type.cast(((SqliteStore) store).retention()));
        }
        if (type == Backups.class) {
            Database database = Fixture.database(folders.get(store));
            Backups backups =
                    new SqliteBackups(
                            database,
                            (SqliteStore) store,
                            (replacement, file) -> replacement.stage(file));
            return Optional.of(type.cast(backups));
        }
        return super.service(store, type);
    }

    @AfterEach
    void empty() throws Exception {
        memory.close();
    }
}
