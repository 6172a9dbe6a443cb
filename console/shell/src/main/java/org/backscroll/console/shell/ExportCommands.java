package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.HtmlExport;
import org.backscroll.formats.Json;
import org.backscroll.formats.NdjsonExport;
import org.backscroll.formats.TextExport;
import org.backscroll.formats.Written;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that writes an account out. */
@Component(service = ExportCommands.class)
@GogoCommand(scope = Commands.SCOPE, function = "export")
public final class ExportCommands {
    static final Syntax EXPORT =
            Syntax.of("export", "writes an account to a file, or to standard output")
                    .operands(0, 1, "[FILE]")
                    .option("--format", "ndjson|txt|html")
                    .option("--chat", "JID")
                    .option("--account", "NAME", "accounts");

    private static final String STANDARD_OUTPUT = "-";

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public ExportCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** How an account is written. */
    private enum Format {
        NDJSON,
        TXT,
        HTML;

        static Format of(String name) throws CommandException {
            for (Format format : values()) {
                if (format.word().equals(name)) {
                    return format;
                }
            }
            throw EXPORT.wrong("'" + name + "' is no format; there are: ndjson, txt, html");
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What is asked for.
     *
     * @param chat the only one; empty for all
     * @param zone whose times people read
     */
    private record Wanted(
            Services.Store store,
            AccountId account,
            Format format,
            Optional<Jid> chat,
            ZoneId zone) {
        boolean isFolder() {
            return format == Format.HTML && chat.isEmpty();
        }
    }

    /**
     * What was written.
     *
     * @param account whose
     * @param file where to
     * @param format in which format
     * @param written how much
     */
    record Exported(AccountId account, Path file, String format, Written written)
            implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", account.value());
            Json.text(json, "file", file.toString());
            Json.text(json, "format", format);
            json.writeNumberField("conversations", written.conversations());
            json.writeNumberField("messages", written.messages());
            json.writeNumberField("names", written.names());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "wrote %s, %s and %s of %s to %s"
                    .formatted(
                            Screen.count(written.conversations(), "conversation"),
                            Screen.count(written.messages(), "message"),
                            Screen.count(written.names(), "name"),
                            account,
                            file);
        }
    }

    /** {@code export}. */
    @Descriptor("writes an account to a file, or to standard output")
    public Object export(
            CommandSession session,
            @Descriptor("[FILE] [--format ndjson|txt|html] [--chat JID] [--account A]")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                EXPORT,
                words,
                (arguments, console) -> {
                    Format format = Format.of(arguments.text("--format").orElse("ndjson"));
                    Optional<Jid> chat = arguments.jid("--chat");
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    if (chat.isPresent()
                            && store.service().conversation(account, chat.get()).isEmpty()) {
                        throw Lookup.unknown(account, chat.get());
                    }
                    Wanted wanted =
                            new Wanted(store, account, format, chat, console.screen().zone());
                    return export(wanted, arguments.operand(0, STANDARD_OUTPUT), console);
                });
    }

    private Answer export(Wanted wanted, String file, Console console)
            throws CommandException, StoreException, IOException {
        if (file.equals(STANDARD_OUTPUT)) {
            if (wanted.isFolder()) {
                throw EXPORT.wrong(
                        "an account as html is a folder of pages: name the folder, or one chat with"
                                + " --chat JID");
            }
            reading(wanted, reads -> write(reads, wanted, console.out()));
            console.out().flush();
            return null;
        }
        Path path = Paths.of(services, EXPORT, file);
        try {
            if (Paths.isInDataFolder(services, path)) {
                throw CommandException.failure(
                        path + " is in the data folder; name another place for the export");
            }
            Written written =
                    wanted.isFolder()
                            ? reading(wanted, reads -> writeFolder(reads, wanted, path))
                            : writeFile(wanted, path);
            return new Exported(wanted.account(), path, wanted.format().word(), written);
        } catch (IOException e) {
            throw CommandException.failure(
                    "cannot write "
                            + path
                            + ": "
                            + Paths.reason(e, "its folder")
                            + "; name another "
                            + (wanted.isFolder() ? "folder" : "file"));
        }
    }

    private Written writeFile(Wanted wanted, Path file)
            throws CommandException, StoreException, IOException {
        if (Files.isDirectory(file)) {
            throw CommandException.failure(file + " is a folder; name a file in it");
        }
        return reading(wanted, reads -> PartFile.write(file, out -> write(reads, wanted, out)));
    }

    private static Written write(HistoryReads reads, Wanted wanted, java.io.OutputStream out)
            throws IOException, StoreException {
        return switch (wanted.format()) {
            case NDJSON -> NdjsonExport.write(reads, wanted.account(), wanted.chat(), out);
            case TXT ->
                    TextExport.write(reads, wanted.account(), wanted.chat(), wanted.zone(), out);
            case HTML ->
                    HtmlExport.write(
                            reads,
                            wanted.account(),
                            wanted.chat().orElseThrow(),
                            wanted.zone(),
                            out);
        };
    }

    /** Pages of an earlier export are replaced; whatever else lies in the folder stays. */
    private static Written writeFolder(HistoryReads reads, Wanted wanted, Path folder)
            throws CommandException, StoreException, IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.failure(folder + " is a file; name a folder");
        }
        Path index = folder.resolve(HtmlExport.INDEX);
        if (Files.exists(index) && !HtmlExport.isPage(index)) {
            throw CommandException.failure(
                    folder + " holds pages of somebody else; name another folder");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        return HtmlExport.write(
                reads,
                wanted.account(),
                wanted.zone(),
                (name, page) ->
                        PartFile.write(
                                folder.resolve(name),
                                out -> {
                                    page.to(out);
                                    return name;
                                }));
    }

    /** What is read, of one moment where the store can do that. */
    private interface Reading<T> {
        T of(HistoryReads reads) throws CommandException, StoreException, IOException;
    }

    private <T> T reading(Wanted wanted, Reading<T> reading)
            throws CommandException, StoreException, IOException {
        Optional<Snapshots> snapshots = services.of(wanted.store(), Snapshots.class);
        if (snapshots.isEmpty()) {
            return reading.of(wanted.store().service());
        }
        try (Snapshots.Snapshot snapshot = snapshots.get().snapshot()) {
            return reading.of(snapshot);
        }
    }
}
