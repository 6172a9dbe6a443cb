package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.Json;
import org.backscroll.formats.NdjsonExport;
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
                    .option("--format", "ndjson")
                    .option("--account", "NAME", "accounts");

    private static final String NDJSON = "ndjson";

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public ExportCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /**
     * What was written.
     *
     * @param account whose
     * @param file where to
     * @param written how much
     */
    record Exported(AccountId account, Path file, NdjsonExport.Written written) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", account.value());
            Json.text(json, "file", file.toString());
            Json.text(json, "format", NDJSON);
            json.writeNumberField("conversations", written.conversations());
            json.writeNumberField("messages", written.messages());
            json.writeNumberField("names", written.names());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "wrote %s conversations, %s messages and %s names of %s to %s"
                    .formatted(
                            Screen.number(written.conversations()),
                            Screen.number(written.messages()),
                            Screen.number(written.names()),
                            account,
                            file);
        }
    }

    /** {@code export}. */
    @Descriptor("writes an account to a file, or to standard output")
    public Object export(
            CommandSession session,
            @Descriptor("[FILE] [--format ndjson] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                EXPORT,
                words,
                (arguments, console) -> {
                    String format = arguments.text("--format").orElse(NDJSON);
                    if (!format.equals(NDJSON)) {
                        throw EXPORT.wrong("'" + format + "' is no format; there is: " + NDJSON);
                    }
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    String file = arguments.operand(0, "-");
                    if (file.equals("-")) {
                        write(store, account, console.out());
                        console.out().flush();
                        return null;
                    }
                    Path path = FileOperand.of(services, EXPORT, file);
                    return new Exported(account, path, toFile(store, account, path));
                });
    }

    /** By way of a file beside it, so that a failure leaves what was there before. */
    private NdjsonExport.Written toFile(Services.Store store, AccountId account, Path file)
            throws CommandException, StoreException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        boolean special = Files.exists(file) && !Files.isRegularFile(file);
        Path target = special ? file : beside;
        try {
            NdjsonExport.Written written;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                written = write(store, account, out);
            }
            if (!special) {
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return written;
        } catch (IOException e) {
            throw CommandException.failure(
                    "cannot write " + file + ": " + reason(e) + "; name another file");
        } finally {
            if (!special) {
                delete(beside);
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "that is not allowed";
        }
        return e.getMessage();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private NdjsonExport.Written write(Services.Store store, AccountId account, OutputStream out)
            throws IOException, StoreException {
        Optional<Snapshots> snapshots = services.of(store, Snapshots.class);
        if (snapshots.isEmpty()) {
            return NdjsonExport.write(store.service(), account, out);
        }
        try (Snapshots.Snapshot snapshot = snapshots.get().snapshot()) {
            return NdjsonExport.write(snapshot, account, out);
        }
    }
}
