package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told who may have to set something otherwise. */
class WarningsTest {
    @TempDir Path work;

    private List<String> told(String dates, String text) throws Exception {
        Path file = Files.writeString(work.resolve("WhatsApp Chat with Ana.txt"), text);
        Setup setup =
                Setup.of(
                        new Settings(Map.of("file", file.toString(), "dates", dates, "me", "Ben")),
                        "phone");
        List<String> told = new ArrayList<>();
        Warnings warnings = new Warnings("chats", told::add);
        Export export = new Exports(setup).list().get(0);
        for (int reader = 0; reader < 2; reader++) {
            try (Pieces pieces =
                    new Pieces(
                            setup,
                            new Surveys(setup),
                            export,
                            line -> warnings.hint(export, line))) {
                while (pieces.next().isPresent()) {
                    // all of it
                }
            }
        }
        return told;
    }

    @Test
    void datesThatCouldBeOthersAreToldOnceWithTheSettingThatChangesThem() throws Exception {
        String text = "3/4/24, 10:00 - Ben: hi\n";

        assertThat(told("mdy", text))
                .singleElement()
                .asString()
                .startsWith("Source chats: WhatsApp Chat with Ana.txt: nothing in it tells")
                .contains("in 3/4/24; read as the month first;")
                .endsWith("add it with dates=dmy");
        assertThat(told("dmy", text)).singleElement().asString().endsWith("dates=mdy");
        assertThat(told("dmy", text + "13/4/24, 10:00 - Ben: ho\n")).isEmpty();
    }

    @Test
    void anOwnerWhoIsNotInTheFileIsTold() throws Exception {
        assertThat(told("dmy", "13/4/24, 10:00 - Benjamin: hi\n"))
                .singleElement()
                .asString()
                .contains("nobody in it is named as me= says");
    }
}
