package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
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
}
