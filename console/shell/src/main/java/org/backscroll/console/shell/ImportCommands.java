package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.Json;
import org.backscroll.formats.NdjsonImport;
import org.backscroll.formats.Written;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that reads an export back. */
@Component(service = ImportCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "import")
public final class ImportCommands {
    static final Syntax IMPORT =
            Syntax.of("import", "merges an export into what is stored")
                    .operands(1, 1, "FILE")
                    .option("--account", "NAME", "accounts");

    static final String SOURCE = "import";

    private static final HistorySyncType TYPE = new HistorySyncType("IMPORT");
    private static final String UNFINISHED =
            "the import is at work or was broken off; import the file again";
    private static final int TOLD_LINES = 10;

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public ImportCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /**
     * What was read.
     *
     * @param account whose it is now
     * @param file where from
     * @param read how much of it
     * @param counts what came of it; skipped ones are lines that could not be read
     * @param unknown how many lines were of a kind that is not known
     */
    record Imported(AccountId account, Path file, Written read, SyncCounts counts, long unknown)
            implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeBooleanField("success", counts.skipped() == 0);
            Json.text(json, "account", account.value());
            Json.text(json, "file", file.toString());
            json.writeNumberField("conversations", read.conversations());
            json.writeNumberField("messages", read.messages());
            json.writeNumberField("new_messages", counts.newMessages());
            json.writeNumberField("changed_messages", counts.changedMessages());
            json.writeNumberField("names", read.names());
            json.writeNumberField("skipped_lines", counts.skipped());
            json.writeNumberField("unknown_lines", unknown);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "read %s, %s (%s new, %s changed) and %s into %s from %s"
                            .formatted(
                                    Screen.count(read.conversations(), "conversation"),
                                    Screen.count(read.messages(), "message"),
                                    Screen.number(counts.newMessages()),
                                    Screen.number(counts.changedMessages()),
                                    Screen.count(read.names(), "name"),
                                    account,
                                    file)
                    + lines(", passed over %s of a kind this version does not know", unknown)
                    + lines(", skipped %s that cannot be read", counts.skipped());
        }

        private static String lines(String text, long count) {
            return count == 0
                    ? ""
                    : text.formatted(count == 1 ? "1 line" : Screen.number(count) + " lines");
        }

        @Override
        public int exitCode() {
            return counts.skipped() == 0 ? 0 : CommandException.FAILED;
        }
    }

    /** {@code import}: the method has another name because the command's is a word of Java. */
    @Descriptor("merges an export into what is stored")
    public Object _import(CommandSession session, @Descriptor("FILE [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                IMPORT,
                words,
                (arguments, console) -> {
                    Path file = Paths.of(services, IMPORT, arguments.operand(0, ""));
                    Services.Store store = new Lookup(services).writableStore();
                    return read(store, file, arguments.account("--account"), console);
                });
    }

    private static Answer read(
            Services.Store store, Path file, Optional<AccountId> account, Console console)
            throws CommandException, SourceException, StoreException, InterruptedException {
        try (NdjsonImport reader = open(file, account)) {
            JobKey key = new JobKey(reader.account(), SOURCE, TYPE, Optional.empty());
            Progress progress = Progress.on(console, "import into " + reader.account());
            List<Rejected> told = new ArrayList<>();
            try (Feed feed = Feed.begin(store.service(), key, UNFINISHED, Clock.systemUTC())) {
                feed.read(
                        reader,
                        rejected -> true,
                        chunk -> {
                            chunk.rejected().stream()
                                    .limit(TOLD_LINES - told.size())
                                    .forEach(told::add);
                            progress.show(progress(feed, chunk));
                        });
                feed.complete();
                progress.end();
                tell(console, told, feed.counts().skipped());
                return new Imported(
                        reader.account(), file, reader.read(), feed.counts(), reader.unknown());
            } finally {
                progress.end();
            }
        }
    }

    private static NdjsonImport open(Path file, Optional<AccountId> account)
            throws CommandException, SourceException {
        try {
            InputStream in = Files.newInputStream(file);
            return NdjsonImport.open(in, file.getFileName().toString(), Files.size(file), account);
        } catch (IOException e) {
            throw CommandException.failure(
                    "cannot read " + file + ": " + Paths.reason(e, "it") + "; name an export");
        }
    }

    private static SyncProgress progress(Feed feed, HistoryChunk chunk) {
        return new SyncProgress(
                SyncStatus.RUNNING, Optional.empty(), feed.counts(), chunk.fraction());
    }

    private static void tell(Console console, List<Rejected> told, long skipped) {
        for (Rejected line : told) {
            console.err().println(DisplayText.oneLine(line.toString()));
        }
        if (skipped > told.size()) {
            console.err()
                    .println(
                            "and "
                                    + Screen.number(skipped - told.size())
                                    + " lines more, see: quarantine");
        }
    }
}
