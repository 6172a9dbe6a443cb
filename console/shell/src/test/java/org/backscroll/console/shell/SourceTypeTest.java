package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class SourceTypeTest {
    private static final Path FOLDER = Path.of("/home/me").toAbsolutePath();
    private static final SourceType TYPE =
            new SourceType(
                    "whatsapp",
                    List.of(
                            setting("dir", AttributeDefinition.STRING, true),
                            setting("key.file", AttributeDefinition.STRING, false),
                            setting("max", AttributeDefinition.LONG, false),
                            setting("deep", AttributeDefinition.BOOLEAN, false),
                            setting(".password", AttributeDefinition.PASSWORD, false)));

    static Setting setting(String id, int type, boolean required) {
        return new Setting(
                id, "", type, 0, required, List.of(), text -> text.equals("13") ? "unlucky" : "");
    }

    private static Map<String, Object> configured(String... words) throws Exception {
        return TYPE.configuration("phone", List.of(words), FOLDER);
    }

    private static CommandException wrong(String... words) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> configured(words));
        assertThat(e.exitCode()).isEqualTo(2);
        assertThat(e.usage())
                .contains(
                        "usage: source add whatsapp NAME dir=DIR [key.file=KEY.FILE] [max=MAX]"
                                + " [deep=DEEP] [password=PASSWORD] [account=ACCOUNT]");
        return e;
    }

    @Test
    void valuesGetTheirTypesAndPathsBecomeAbsolute() throws Exception {
        assertThat(configured("dir=../x", "key.file=k", "max=7", "deep=true", "password=a=b"))
                .containsOnly(
                        Map.entry("dir", FOLDER.getParent().resolve("x").toString()),
                        Map.entry("key.file", FOLDER.resolve("k").toString()),
                        Map.entry("max", 7L),
                        Map.entry("deep", true),
                        Map.entry(".password", "a=b"),
                        Map.entry("backscroll.source", "phone"),
                        Map.entry("backscroll.account", "phone"));
    }

    @Test
    void theAccountMayBeAnother() throws Exception {
        assertThat(configured("dir=x", "account=mine")).containsEntry("backscroll.account", "mine");
    }

    @Test
    void aListBecomesAnArray() {
        Setting list =
                new Setting(
                        "rooms", "", AttributeDefinition.INTEGER, 9, false, List.of(), text -> "");
        assertThat(list.value("1, 2", FOLDER)).isEqualTo(new Integer[] {1, 2});
    }

    @Test
    void aValueMustBeOneOfTheOptions() {
        Setting options =
                new Setting(
                        "mode",
                        "",
                        AttributeDefinition.STRING,
                        0,
                        false,
                        List.of("fast", "slow"),
                        text -> "");
        assertThat(options.value("slow", FOLDER)).isEqualTo("slow");
        assertThat(
                        catchThrowableOfType(
                                IllegalArgumentException.class, () -> options.value("odd", FOLDER)))
                .hasMessage("mode is one of fast, slow");
    }

    @Test
    void whatIsWrongIsToldWithTheTypesSettings() {
        assertThat(wrong()).hasMessage("dir is missing");
        assertThat(wrong("dir=x", "colour=red")).hasMessage("whatsapp has no setting colour");
        assertThat(wrong("dir")).hasMessage("'dir' is not a setting; one looks like key=value");
        assertThat(wrong("dir=")).hasMessage("dir is empty; it takes a path");
        assertThat(wrong("dir=x", "dir=y")).hasMessage("dir is given twice");
        assertThat(wrong("dir=x", "max=many")).hasMessage("max is a number, not 'many'");
        assertThat(wrong("dir=x", "max=13")).hasMessage("max: unlucky");
        assertThat(wrong("dir=x", "deep=yes")).hasMessage("deep is true or false");
        assertThat(wrong("dir=x", "account= ")).hasMessageContaining("an account's name");
    }
}
