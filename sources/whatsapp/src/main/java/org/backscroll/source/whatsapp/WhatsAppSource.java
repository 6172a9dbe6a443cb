package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of WhatsApp history-sync chunks, a spool that a client feeds, or both. */
@Component(
        service = HistorySource.class,
        configurationPid = WhatsAppSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = HistorySource.TYPE + "=whatsapp")
@Designate(ocd = WhatsAppConfig.class, factory = true)
public final class WhatsAppSource implements HistorySource {
    static final String PID = HistorySource.FACTORY_PID_PREFIX + "whatsapp";

    private static final Logger LOG = LoggerFactory.getLogger(WhatsAppSource.class);

    /** What was configured, or why it cannot be used: activation itself never fails. */
    private final Optional<Setup> setup;

    private final String trouble;
    private final String name;
    private final Warnings warnings;

    /** At least one of the folder and the feed is there. */
    private record Setup(
            Optional<Folder> folder, Optional<Feed> feed, Units units, Aliases aliases) {
        List<Unit> files() throws SourceException {
            return folder.isPresent() ? folder.get().list() : List.of();
        }
    }

    /** Touches no file. */
    @Activate
    public WhatsAppSource(WhatsAppConfig config, Map<String, Object> properties) {
        name = String.valueOf(properties.getOrDefault(NAME, "whatsapp"));
        warnings = new Warnings(name, LOG::warn);
        Optional<Setup> made = Optional.empty();
        String problem = "";
        try {
            made = Optional.of(setup(config, properties.get(ACCOUNT)));
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        setup = made;
        trouble = problem;
    }

    @Override
    public SourceInfo probe() throws SourceException {
        Setup ready = setup();
        List<Unit> units = new ArrayList<>(ready.files());
        boolean follows = ready.feed().isPresent();
        if (follows) {
            units.addAll(ready.feed().get().spool().list());
        }
        long bytes = units.stream().mapToLong(Unit::size).sum();
        String files = units.size() == 1 ? " chunk file, " : " chunk files, ";
        return new SourceInfo(units.size() + files + size(bytes), Optional.empty(), follows);
    }

    @Override
    public List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        if (setup.isEmpty() || setup.get().folder().isPresent()) {
            lanes.addAll(Lanes.ALL);
        }
        if (setup.isPresent() && setup.get().feed().isPresent()) {
            lanes.addAll(SpoolLanes.ALL);
        }
        return lanes;
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        Lane lane = query.lane();
        Setup ready = setup();
        boolean known = lanes().stream().anyMatch(one -> one.id().equals(lane.id()));
        if (!known || !lane.directions().contains(query.direction())) {
            throw new SourceException.Permanent(
                    "this WhatsApp source has no lane "
                            + lane.id()
                            + " to read "
                            + query.direction(),
                    null);
        }
        if (resume.isEmpty()) {
            warnings.begin(lane.id());
        }
        Consumer<Rejected> warn = rejected -> warnings.damaged(lane.id(), rejected);
        return SpoolLanes.has(lane)
                ? ready.feed().orElseThrow().open(query, resume, warn)
                : openFolder(ready, query, resume, warn);
    }

    private static HistoryReader openFolder(
            Setup ready, HistoryQuery query, Optional<Cursor> resume, Consumer<Rejected> warn)
            throws SourceException {
        List<Unit> units = ready.files();
        Set<Jid> chats =
                query.chat().isPresent() ? ready.aliases().of(query.chat().get(), units) : Set.of();
        FolderReader reader =
                new FolderReader(
                        units,
                        ready.units()::open,
                        query.lane().id(),
                        new Filter(query, chats),
                        warn);
        if (resume.isPresent()) {
            reader.resume(Position.parse(resume.get()));
        }
        return reader;
    }

    @Override
    public Optional<Closeable> live(LiveSink sink) throws SourceException {
        Optional<Feed> feed = setup().feed();
        return feed.isPresent() ? Optional.of(feed.get().follow(sink, name)) : Optional.empty();
    }

    /** Reads all of the file again, if it is still there; what is in it already comes once more. */
    @Override
    public Optional<HistoryReader> reread(List<Rejected> records) throws SourceException {
        Setup ready = setup();
        String damaged = records.get(0).unit();
        List<Unit> units = new ArrayList<>(ready.files());
        if (ready.feed().isPresent()) {
            units.addAll(ready.feed().get().spool().damaged());
        }
        Optional<Unit> unit = units.stream().filter(one -> one.name().equals(damaged)).findFirst();
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        try {
            Lane lane = Lanes.get(ready.units().lane(unit.get()));
            return Optional.of(
                    new FolderReader(
                            List.of(unit.get()),
                            ready.units()::open,
                            lane.id(),
                            new Filter(HistoryQuery.builder(lane).build(), Set.of()),
                            rejected -> LOG.debug("still cannot be read: {}", rejected)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SourceException.Transient(
                    damaged + " cannot be read now: " + e.getMessage(), e);
        }
    }

    private Setup setup() throws SourceException.Permanent {
        return setup.orElseThrow(() -> new SourceException.Permanent(trouble, null));
    }

    private static Setup setup(WhatsAppConfig config, Object account) {
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is set; add " + ACCOUNT + "=NAME to the source");
        }
        try {
            AccountId id = AccountId.of(account.toString());
            Units units = new Units(id, Limits.of(config));
            Aliases aliases = new Aliases(units);
            Optional<Folder> folder =
                    config.dir().isBlank()
                            ? Optional.empty()
                            : Optional.of(new Folder(Path.of(config.dir()), "dir"));
            Optional<Feed> feed = Feed.of(config, id, units, aliases, folder, Clock.systemUTC());
            if (folder.isEmpty() && feed.isEmpty()) {
                throw new IllegalArgumentException(
                        "no folder is set; add dir=FOLDER, or spool.dir=FOLDER, to the source");
            }
            return new Setup(folder, feed, units, aliases);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a folder is not a path: " + e.getReason(), e);
        }
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
