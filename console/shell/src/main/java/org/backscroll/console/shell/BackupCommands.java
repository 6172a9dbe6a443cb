package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.store.Backups;
import org.backscroll.formats.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that copy a whole store and take a copy back. */
@Component(service = BackupCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"backup", "restore"})
public final class BackupCommands {
    static final Syntax BACKUP =
            Syntax.of("backup", "copies the whole store to a file").operands(1, 1, "FILE");
    static final Syntax RESTORE =
            Syntax.of("restore", "puts a copy that backup made in the store's place")
                    .operands(1, 1, "FILE");

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public BackupCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** A copy that was made. */
    record BackedUp(Backups.Copy copy) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            write(json, copy);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "wrote %s to %s (%s bytes)"
                    .formatted(content(copy), copy.file(), Screen.number(copy.bytes()));
        }
    }

    /** A copy that was taken back. */
    record TakenBack(Backups.Restored restored) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            write(json, restored.copy());
            Json.textOf(json, "previous", restored.previous());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            Backups.Copy copy = restored.copy();
            return "restored %s from %s"
                    .formatted(content(copy), copy.file())
                    .concat(
                            restored.previous()
                                    .map(file -> "; what was there before is kept in " + file)
                                    .orElse(""));
        }
    }

    private static void write(JsonGenerator json, Backups.Copy copy) throws IOException {
        Json.text(json, "file", copy.file().toString());
        json.writeNumberField("bytes", copy.bytes());
        json.writeNumberField("conversations", copy.conversations());
        json.writeNumberField("messages", copy.messages());
    }

    private static String content(Backups.Copy copy) {
        return "%s conversations and %s messages"
                .formatted(Screen.number(copy.conversations()), Screen.number(copy.messages()));
    }

    /** {@code backup}. */
    @Descriptor("copies the whole store to a file")
    public Object backup(CommandSession session, @Descriptor("FILE") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                BACKUP,
                words,
                (arguments, console) -> {
                    Path file = Paths.ofFile(services, BACKUP, arguments.operands().get(0));
                    return new BackedUp(backups(new Lookup(services).store()).backup(file));
                });
    }

    /** {@code restore}. */
    @Descriptor("puts a copy that backup made in the store's place")
    public Object restore(CommandSession session, @Descriptor("FILE") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                RESTORE,
                words,
                (arguments, console) -> {
                    Path file = Paths.ofFile(services, RESTORE, arguments.operands().get(0));
                    Services.Store store = new Lookup(services).writableStore();
                    return new TakenBack(backups(store).restore(file));
                });
    }

    private Backups backups(Services.Store store) throws CommandException {
        return services.of(store, Backups.class)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "the store " + store.type() + " makes no backups"));
    }
}
