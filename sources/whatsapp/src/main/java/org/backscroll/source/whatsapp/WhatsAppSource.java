package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of WhatsApp history-sync chunks as a source of history. */
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
    private final Warnings warnings;

    private record Setup(Folder folder, Units units, Aliases aliases) {}

    /** Touches no file. */
    @Activate
    public WhatsAppSource(WhatsAppConfig config, Map<String, Object> properties) {
        String name = String.valueOf(properties.getOrDefault(NAME, "whatsapp"));
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
        List<Unit> units = setup().folder().list();
        long bytes = units.stream().mapToLong(Unit::size).sum();
        String files = units.size() == 1 ? " chunk file, " : " chunk files, ";
        return new SourceInfo(units.size() + files + size(bytes), Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return Lanes.ALL;
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        Lane lane = query.lane();
        if (!Lanes.has(lane) || !lane.directions().contains(query.direction())) {
            throw new SourceException.Permanent(
                    "a WhatsApp folder has no lane " + lane.id() + " to read " + query.direction(),
                    null);
        }
        Setup ready = setup();
        List<Unit> units = ready.folder().list();
        Set<Jid> chats =
                query.chat().isPresent() ? ready.aliases().of(query.chat().get(), units) : Set.of();
        if (resume.isEmpty()) {
            warnings.begin(lane.id());
        }
        FolderReader reader =
                new FolderReader(
                        units,
                        ready.units(),
                        lane.id(),
                        new Filter(query, chats),
                        rejected -> warnings.damaged(lane.id(), rejected));
        if (resume.isPresent()) {
            reader.resume(Position.parse(resume.get()));
        }
        return reader;
    }

    /** Reads all of the file again, if it is still there; what is in it already comes once more. */
    @Override
    public Optional<HistoryReader> reread(List<Rejected> records) throws SourceException {
        Setup ready = setup();
        String name = records.get(0).unit();
        Optional<Unit> unit =
                ready.folder().list().stream().filter(one -> one.name().equals(name)).findFirst();
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        try {
            Lane lane = Lanes.get(ready.units().lane(unit.get()));
            return Optional.of(
                    new FolderReader(
                            List.of(unit.get()),
                            ready.units(),
                            lane.id(),
                            new Filter(HistoryQuery.builder(lane).build(), Set.of()),
                            rejected -> LOG.debug("still cannot be read: {}", rejected)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SourceException.Transient(name + " cannot be read now: " + e.getMessage(), e);
        }
    }

    private Setup setup() throws SourceException.Permanent {
        return setup.orElseThrow(() -> new SourceException.Permanent(trouble, null));
    }

    private static Setup setup(WhatsAppConfig config, Object account) {
        if (config.dir() == null || config.dir().isBlank()) {
            throw new IllegalArgumentException("no folder is set; add dir=FOLDER to the source");
        }
        if (account == null) {
            throw new IllegalArgumentException(
                    "no account is set; add " + ACCOUNT + "=NAME to the source");
        }
        try {
            Units units = new Units(AccountId.of(account.toString()), Limits.of(config));
            return new Setup(new Folder(Path.of(config.dir())), units, new Aliases(units));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("dir is not a path: " + e.getReason(), e);
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
