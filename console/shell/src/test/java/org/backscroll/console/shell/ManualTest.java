package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.Test;

class ManualTest {
    private static final List<Class<?>> GROUPS =
            List.of(
                    SourceCommands.class,
                    SyncCommands.class,
                    AccountCommands.class,
                    StateCommands.class,
                    CoverageCommands.class,
                    QuarantineCommands.class,
                    ReadCommands.class,
                    ExportCommands.class,
                    ImportCommands.class,
                    RetentionCommands.class,
                    BackupCommands.class,
                    ServeCommands.class,
                    PartCommands.class,
                    StrategyCommands.class,
                    LogCommands.class,
                    HelpCommands.class);

    private static Stream<Method> methods() {
        return GROUPS.stream()
                .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Descriptor.class));
    }

    /** Gogo finds a command whose name is a word of Java behind an underscore. */
    private static String command(Method method) {
        return method.getName().replaceFirst("^_", "");
    }

    @Test
    void everyCommandOfTheManualExistsUnderItsName() {
        assertThat(methods().map(ManualTest::command))
                .containsAll(Manual.COMMANDS.stream().map(Syntax::command).toList());
    }

    @Test
    void gogoAndTheManualSayTheSameOfACommand() {
        methods()
                .filter(method -> Manual.find(command(method)).isPresent())
                .forEach(
                        method ->
                                assertThat(method.getAnnotation(Descriptor.class).value())
                                        .isEqualTo(Manual.find(command(method)).get().summary()));
    }

    @Test
    void anUnknownCommandIsToldWithTheOnesThereAre() {
        CommandException e = Manual.unknown("snyc");
        assertThat(e.exitCode()).isEqualTo(2);
        assertThat(e).hasMessage("there is no command 'snyc'");
        assertThat(e.usage().orElseThrow()).contains("demo, source, sync, connect, jobs");
    }

    @Test
    void everyOptionIsExplained() {
        for (Syntax syntax : Manual.COMMANDS) {
            for (Syntax.Option option : syntax.options()) {
                assertThat(OptionNotes.of(syntax.command(), option.name()))
                        .as(syntax.command() + " " + option.name())
                        .isNotBlank()
                        .doesNotContain("'"); // it stands between two for JLine
            }
        }
    }

    @Test
    void helpHasALineForEachOptionAndKnowsTheScope() {
        assertThat(Manual.find("history:connect").orElseThrow().help().lines())
                .containsExactly(
                        "connect - synchronises, then follows what happens, until Ctrl-C",
                        "usage: connect [--type TYPE] [--account NAME]",
                        "  --type TYPE     which sync; default: RECENT",
                        "  --account NAME  whose history; may be left out where there is only one",
                        "  --json          answer with one JSON document",
                        "  --help          how the command is typed");
        assertThat(Manual.find("gogo:connect")).isEmpty();
    }

    @Test
    void completionKnowsOptionsAndAsksUsForWords() {
        assertThat(HelpCommands.completion(SyncCommands.CONNECT, "history:connect"))
                .containsExactly(
                        "complete -c history:connect -e",
                        "complete -c history:connect -d 'synchronises, then follows what happens,"
                                + " until Ctrl-C'",
                        "complete -c history:connect -l type -d 'which sync; default: RECENT'",
                        "complete -c history:connect -l account -d 'whose history; may be left out"
                                + " where there is only one'",
                        "complete -c history:connect -a 'history:words'");
    }
}
