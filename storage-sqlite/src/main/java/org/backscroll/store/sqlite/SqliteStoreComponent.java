package org.backscroll.store.sqlite;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store and registers it once it is open. When it cannot be opened, activation fails with
 * the {@link StoreException} that says why.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = SqliteStoreComponent.PID,
        property = HistoryStore.COMPONENT + ":Boolean=true")
@Designate(ocd = SqliteStoreComponent.Config.class)
public final class SqliteStoreComponent {
    static final String PID = "org.backscroll.store.sqlite";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteStoreComponent.class);

    private static final String[] SERVICES = {
        HistoryStore.class.getName(),
        MessageSearch.class.getName(),
        SearchIndex.class.getName(),
        Quarantine.class.getName(),
        Snapshots.class.getName(),
        StoreCheck.class.getName()
    };

    private final BundleContext context;
    private final Config config;

    private SqliteStore store;
    private ServiceRegistration<?> registration;
    private ServiceRegistration<?> retention;

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
    }

    /** Only keeps what it is given; see {@link #open()}. */
    @Activate
    public SqliteStoreComponent(BundleContext context, Config config) {
        this.context = context;
        this.config = config;
    }

    /**
     * Opens and registers the store. Not the constructor's work: of a constructor's failure the
     * component's runtime tells only that there was one, of this one's it tells what.
     */
    @Activate
    public void open() throws StoreException {
        boolean readOnly =
                Boolean.parseBoolean(context.getProperty(HistoryStore.FRAMEWORK_READ_ONLY));
        Path folder = folder(config.dir(), context.getProperty(HistoryStore.FRAMEWORK_DATA));
        store =
                readOnly
                        ? SqliteStore.openReadOnly(folder)
                        : SqliteStore.open(
                                folder,
                                QuarantineTable.Bounds.of(
                                        config.quarantine_max_records(),
                                        config.quarantine_max_mib()),
                                Clock.systemUTC());
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HistoryStore.ID, store.id().toString());
        properties.put(HistoryStore.TYPE, "sqlite");
        properties.put(HistoryStore.LOCATION, store.location().toString());
        properties.put(HistoryStore.READ_ONLY, readOnly);
        retention = context.registerService(Retention.class, store.retention(), properties);
        registration = context.registerService(SERVICES, store, properties);
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

    /** Takes the store away and closes it, breaking off what takes long. */
    @Deactivate
    public void deactivate() {
        try {
            registration.unregister();
            retention.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("the framework has taken the service away already", e);
        }
        store.close();
        LOG.info("closed {}", store.location());
    }
}
