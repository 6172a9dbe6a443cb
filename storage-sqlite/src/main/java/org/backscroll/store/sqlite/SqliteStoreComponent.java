package org.backscroll.store.sqlite;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers it once it is open. When it cannot be opened, activation fails with
 * the {@link StoreException} that says why.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.backscroll.api.store.HistoryStore\"",
        uses = HistoryStore.class)
@Component(
        name = SqliteStoreComponent.NAME,
        service = {},
        immediate = true,
        configurationPid = SqliteStoreComponent.PID,
        property = HistoryStore.COMPONENT + ":Boolean=true")
@Designate(ocd = SqliteStoreComponent.Config.class)
public final class SqliteStoreComponent {
    static final String PID = "org.backscroll.store.sqlite";
    static final String NAME = "org.backscroll.store.sqlite.SqliteStoreComponent";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStoreComponent.class);

    private static final String[] SERVICES = {
        HistoryStore.class.getName(),
        MessageSearch.class.getName(),
        SearchIndex.class.getName(),
        Quarantine.class.getName(),
        Snapshots.class.getName(),
        StoreCheck.class.getName()
    };

    private final ComponentContext context;
    private final Config config;
    private final ReentrantLock restoring = new ReentrantLock();

    /** Guarded, like what follows, by this component. */
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    private SqliteStore store;
    private boolean deactivated;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll SQLite Store",
            description = "Keeps message history in one SQLite file.")
    public @interface Config {
        /** The data folder. */
        @AttributeDefinition(
                name = "Data folder",
                description =
                        "Where the database lies, a path. Default: empty, which takes the framework"
                                + " property backscroll.data.",
                required = false)
        String dir() default "";

        /** The most records in quarantine. */
        @AttributeDefinition(
                name = "Records in quarantine",
                description =
                        "How many records that could not be read are kept, a number; the oldest go"
                                + " first. Default: 10000.",
                min = "1",
                required = false)
        int quarantine_max_records() default QuarantineTable.Bounds.RECORDS;

        /** The size of the quarantine. */
        @AttributeDefinition(
                name = "Size of the quarantine",
                description =
                        "How much the records that could not be read may take together, in MiB;"
                                + " the oldest go first. Default: 16.",
                min = "1",
                required = false)
        int quarantine_max_mib() default QuarantineTable.Bounds.MIB;

        /** Component property {@code .key}: private, so that it is in no service's properties. */
        @AttributeDefinition(
                name = "Key",
                description =
                        "The passphrase that the database is encrypted with; needs a SQLite driver that can."
                                + " Default: empty, which takes the environment variable BACKSCROLL_KEY,"
                                + " and without that encrypts nothing.",
                type = AttributeType.PASSWORD,
                required = false)
        String _key() default "";
    }

    /** Only keeps what it is given; see {@link #open()}. */
    @Activate
    public SqliteStoreComponent(ComponentContext context, Config config) {
        this.context = context;
        this.config = config;
    }

    /**
     * Opens and registers the store. Not the constructor's work: of a constructor's failure the
     * component's runtime tells only that there was one, of this one's it tells what.
     */
    @Activate
    public synchronized void open() throws StoreException {
        BundleContext framework = context.getBundleContext();
        boolean readOnly =
                Boolean.parseBoolean(framework.getProperty(HistoryStore.FRAMEWORK_READ_ONLY));
        Path folder = folder(config.dir(), framework.getProperty(HistoryStore.FRAMEWORK_DATA));
        Database database = new Database(folder, key(config._key()));
        store =
                readOnly
                        ? SqliteStore.openReadOnly(database)
                        : SqliteStore.open(
                                database,
                                QuarantineTable.Bounds.of(
                                        config.quarantine_max_records(),
                                        config.quarantine_max_mib()),
                                Clock.systemUTC());
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HistoryStore.ID, store.id().toString());
        properties.put(HistoryStore.TYPE, "sqlite");
        properties.put(HistoryStore.LOCATION, store.location().toString());
        properties.put(HistoryStore.READ_ONLY, readOnly);
        registrations.add(
                framework.registerService(Retention.class, store.retention(), properties));
        registrations.add(
                framework.registerService(ChangeFeed.class, store.changeFeed(), properties));
        registrations.add(
                framework.registerService(
                        Backups.class,
                        new SqliteBackups(database, store, this::restore),
                        properties));
        registrations.add(framework.registerService(SERVICES, store, properties));
        LOG.info("opened {}{}", store.location(), readOnly ? " for reading" : "");
    }

    private static Path folder(String configured, String framework) throws StoreException {
        String dir = configured.isBlank() ? framework : configured;
        if (dir == null || dir.isBlank()) {
            throw new StoreException(
                    StoreException.Kind.ABSENT,
                    "no data folder is named; name one with --data, or as dir in the configuration "
                            + PID,
                    null);
        }
        try {
            return Path.of(dir);
        } catch (InvalidPathException e) {
            throw new StoreException(
                    StoreException.Kind.DENIED,
                    "the data folder's name is no path; choose another one with --data",
                    e);
        }
    }

    private static Key key(String configured) {
        return Key.of(configured.isEmpty() ? System.getenv(Key.VARIABLE) : configured);
    }

    private Backups.Copy restore(Replacement replacement, Path copy) throws StoreException {
        restoring.lock();
        try {
            Backups.Copy staged = replacement.stage(copy);
            reopen(replacement);
            return staged;
        } finally {
            restoring.unlock();
        }
    }

    /** To everybody else the store is stopped and started; opening puts the copy in place. */
    private synchronized void reopen(Replacement replacement) throws StoreException {
        if (deactivated) {
            replacement.discard();
            throw Failures.closed(null);
        }
        close();
        try {
            open();
        } catch (StoreException e) {
            replacement.discard();
            openAgain();
            throw e;
        }
    }

    private void openAgain() {
        try {
            open();
        } catch (StoreException e) {
            LOG.error("{}", e.getMessage(), e);
            // Its failure is to be told like that of any store that cannot be opened.
            context.disableComponent(NAME);
            context.enableComponent(NAME);
        }
    }

    /** Takes the store away and closes it, breaking off what takes long. */
    @Deactivate
    public synchronized void deactivate() {
        deactivated = true;
        close();
    }

    private void close() {
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                LOG.debug("the framework has taken the service away already", e);
            }
        }
        registrations.clear();
        store.close();
        LOG.info("closed {}", store.location());
    }
}
