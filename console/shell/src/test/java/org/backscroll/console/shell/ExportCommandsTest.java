package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.List;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandsTest {
    private static final String HEADER =
            "{\"kind\":\"backscroll-export\",\"version\":1,\"account\":\"phone\"}\n";

    @TempDir private Path folder;

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final ExportCommands commands = new ExportCommands(services);

    @Test
    void withoutAFileItGoesToStandardOutput() throws Exception {
        assertThat(commands.export(captured.session(), new String[0])).isNull();
        assertThat(captured.out()).isEqualTo(HEADER);
    }

    @Test
    void aFileIsOverwrittenAndNothingElseIsLeft() throws Exception {
        services.properties.put(Services.FOLDER, folder.toString());
        Files.writeString(
                folder.resolve("out.ndjson"), "something much longer than before ".repeat(9));

        Answer answer = (Answer) commands.export(captured.session(), new String[] {"out.ndjson"});

        assertThat(folder.resolve("out.ndjson")).hasContent(HEADER.strip());
        assertThat(folder).isDirectoryContaining("glob:**out.ndjson");
        assertThat(Files.getPosixFilePermissions(folder.resolve("out.ndjson")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(answer.text(new Screen(80, ZoneOffset.UTC)))
                .isEqualTo(
                        "wrote 0 conversations, 0 messages and 0 names of phone to "
                                + folder.resolve("out.ndjson"));
    }

    @Test
    void whatCannotBeWrittenIsToldInOneLine() {
        Path file = folder.resolve("no").resolve("out");
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () ->
                                        commands.export(
                                                captured.session(),
                                                new String[] {file.toString()})))
                .hasToString(
                        "cannot write " + file + ": its folder does not exist; name another file");
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () ->
                                        commands.export(
                                                captured.session(),
                                                new String[] {folder.toString()})))
                .hasMessage(folder + " is a folder; name a file in it");
        assertThat(
                        catchThrowableOfType(
                                        CommandException.class,
                                        () ->
                                                commands.export(
                                                        captured.session(),
                                                        new String[] {"x", "--format", "pdf"}))
                                .exitCode())
                .isEqualTo(2);
    }

    @Test
    void theDataFolderIsNoPlaceForAnExport() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path database = Files.writeString(data.resolve("backscroll.db"), "history");
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        services.properties.put(Services.DATA, data.toString());

        for (Path file :
                List.of(database, link.resolve("backscroll.db"), data.resolve("new"), data)) {
            for (String format : List.of("ndjson", "txt", "html")) {
                assertThat(
                                catchThrowableOfType(
                                        CommandException.class,
                                        () ->
                                                commands.export(
                                                        captured.session(),
                                                        new String[] {
                                                            file.toString(), "--format", format
                                                        })))
                        .hasMessage(
                                file + " is in the data folder; name another place for the export");
            }
        }
        assertThat(database).hasContent("history");
        assertThat(data).isDirectoryNotContaining("glob:**new");
    }

    @Test
    void pagesGoIntoAFolderInWhichNothingElseIsTouched() throws Exception {
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, Jid.of("1@g.us")).build());
        Path pages = folder.resolve("pages");
        String[] words = {pages.toString(), "--format", "html"};

        commands.export(captured.session(), words);
        Files.writeString(pages.resolve("mine.txt"), "kept");
        commands.export(captured.session(), words);

        try (var files = Files.list(pages)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .contains("index.html", "mine.txt");
        }
        Files.writeString(pages.resolve("index.html"), "somebody else's");
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () -> commands.export(captured.session(), words)))
                .hasMessage(pages + " holds pages of somebody else; name another folder");
        assertThat(pages.resolve("index.html")).hasContent("somebody else's");
        words[0] = pages.resolve("mine.txt").toString();
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () -> commands.export(captured.session(), words)))
                .hasMessageEndingWith("mine.txt is a file; name a folder");
    }

    @Test
    void oneChatGoesToStandardOutputInEveryFormat() throws Exception {
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, Jid.of("1@g.us")).build());
        for (String format : new String[] {"ndjson", "txt", "html"}) {
            commands.export(
                    captured.session(), new String[] {"--chat", "1@g.us", "--format", format});
        }
        assertThat(captured.out()).contains(HEADER, "\n1@g.us\n======\n", "<!DOCTYPE html>");
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () ->
                                        commands.export(
                                                captured.session(),
                                                new String[] {"--chat", "2@g.us"})))
                .hasMessageContaining("has no chat 2@g.us");
        assertThat(
                        catchThrowableOfType(
                                        CommandException.class,
                                        () ->
                                                commands.export(
                                                        captured.session(),
                                                        new String[] {"--format", "html"}))
                                .exitCode())
                .isEqualTo(2);
    }
}
