package org.backscroll.source.whatsapp.export;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
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

/** Chats that a person exported from WhatsApp as a source of history. */
@Component(
        service = HistorySource.class,
        configurationPid = WhatsAppExportSource.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = HistorySource.TYPE + "=" + WhatsAppExportSource.TYPE_NAME)
@Designate(ocd = WhatsAppExportConfig.class, factory = true)
public final class WhatsAppExportSource implements HistorySource {
    static final String TYPE_NAME = "whatsapp-export";
    static final String PID = HistorySource.FACTORY_PID_PREFIX + TYPE_NAME;

    /** The only lane: all files, in the order of their names. Its id is for good. */
    static final Lane LANE =
            Lane.builder("exports", EnumSet.of(Kind.MESSAGES, Kind.CONVERSATIONS)).build();

    private static final Logger LOG = LoggerFactory.getLogger(WhatsAppExportSource.class);

    /** What was configured, or why it cannot be used: activation itself never fails. */
    private final Optional<Parts> parts;

    private final String trouble;
    private final Warnings warnings;

    private record Parts(Setup setup, Exports exports, Surveys surveys) {}

    /** Touches no file. */
    @Activate
    public WhatsAppExportSource(WhatsAppExportConfig config, Map<String, Object> properties) {
        warnings =
                new Warnings(String.valueOf(properties.getOrDefault(NAME, TYPE_NAME)), LOG::warn);
        Optional<Parts> made = Optional.empty();
        String problem = "";
        try {
            Setup setup = Setup.of(config, properties.get(ACCOUNT));
            made = Optional.of(new Parts(setup, new Exports(setup), new Surveys(setup)));
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        parts = made;
        trouble = problem;
    }

    @Override
    public SourceInfo probe() throws SourceException {
        List<Export> exports = parts().exports().list();
        long bytes = exports.stream().mapToLong(Export::size).sum();
        String files = exports.size() == 1 ? " exported chat, " : " exported chats, ";
        String hint =
                parts().setup().me().isPresent()
                        ? ""
                        : "; without me=NAME no message counts as the owner's";
        return new SourceInfo(exports.size() + files + size(bytes) + hint, Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(LANE);
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        if (!query.lane().id().equals(LANE.id())
                || !LANE.directions().contains(query.direction())) {
            throw new SourceException.Permanent(
                    "exported chats have no lane "
                            + query.lane().id()
                            + " to read "
                            + query.direction(),
                    null);
        }
        Parts ready = parts();
        List<Export> exports = ready.exports().list();
        if (resume.isEmpty()) {
            warnings.begin();
        }
        ExportReader reader = reader(ready, exports, query, warnings);
        if (resume.isPresent()) {
            reader.resume(Position.parse(resume.get()));
        }
        return reader;
    }

    /** Reads all of the file again, if it is still there; what is in it already comes once more. */
    @Override
    public Optional<HistoryReader> reread(List<Rejected> records) throws SourceException {
        Parts ready = parts();
        String name = records.get(0).unit();
        List<Export> same =
                ready.exports().list().stream()
                        .filter(export -> export.name().equals(name))
                        .toList();
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        reader(
                                ready,
                                same,
                                HistoryQuery.builder(LANE).build(),
                                new Warnings(TYPE_NAME, LOG::debug)));
    }

    private static ExportReader reader(
            Parts parts, List<Export> exports, HistoryQuery query, Warnings warnings) {
        return new ExportReader(
                parts.setup(), parts.surveys(), exports, new Filter(query), warnings);
    }

    private Parts parts() throws SourceException.Permanent {
        return parts.orElseThrow(() -> new SourceException.Permanent(trouble, null));
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
