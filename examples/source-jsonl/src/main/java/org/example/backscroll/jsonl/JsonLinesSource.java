package org.example.backscroll.jsonl;

import org.backscroll.api.AccountId;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that a logger appends to, one message or chat a line, in the order of time. It is added
 * with {@code source add jsonl NAME file=PATH}.
 *
 * <pre>
 * {"time":1577836800000,"chat":"ana@example.org","from":"ana@example.org","id":"1","text":"hello"}
 * {"time":1577836801000,"chat":"ana@example.org","name":"Ana","unread":1}
 * </pre>
 */
@Component(
        service = HistorySource.class,
        configurationPid = HistorySource.FACTORY_PID_PREFIX + "jsonl",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = HistorySource.TYPE + "=jsonl")
@Designate(ocd = JsonLinesConfig.class, factory = true)
public final class JsonLinesSource implements HistorySource {
    static final Lane LANE =
            Lane.builder("lines", EnumSet.of(Kind.MESSAGES, Kind.CONVERSATIONS))
                    .order(Lane.Order.TIME)
                    .build();

    private final String file;
    private final String account;

    /** Touches no file. */
    @Activate
    public JsonLinesSource(JsonLinesConfig config, Map<String, Object> properties) {
        this(config.file(), String.valueOf(properties.get(ACCOUNT)));
    }

    JsonLinesSource(String file, String account) {
        this.file = file;
        this.account = account;
    }

    @Override
    public SourceInfo probe() throws SourceException {
        Path path = path();
        try {
            String summary = path.getFileName() + ", " + Files.size(path) + " bytes";
            return new SourceInfo(summary, Optional.empty(), false);
        } catch (IOException e) {
            throw new SourceException.Transient(path + " cannot be read now", e);
        }
    }

    @Override
    public List<Lane> lanes() {
        return List.of(LANE);
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        return new LinesReader(path(), AccountId.of(account), query, Place.of(query, resume));
    }

    private Path path() throws SourceException {
        Path path = Path.of(file);
        if (file.isBlank() || !Files.isRegularFile(path)) {
            throw new SourceException.Permanent(
                    "there is no file '" + file + "'; name one with file=PATH", null);
        }
        return path;
    }
}
