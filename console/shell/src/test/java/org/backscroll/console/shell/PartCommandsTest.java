package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.formats.Json;
import org.junit.jupiter.api.Test;

class PartCommandsTest {
    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final PartCommands commands = new PartCommands(services);

    private static String text(Object answer) {
        return ((Answer) answer)
                .text(new Screen(Screen.UNLIMITED, ZoneOffset.UTC))
                .replace("\r\n", "\n");
    }

    private Answer doctor() throws CommandException {
        return (Answer) commands.doctor(captured.session(), new String[0]);
    }

    @Test
    void sourcesAreAskedWhatTheyHave() throws Exception {
        services.source("xa", AccountId.of("work"), Optional.of("the folder is gone"));

        Answer answer = (Answer) commands.sources(captured.session(), new String[0]);

        assertThat(Json.toString(answer::json))
                .isEqualTo(
                        """
                        {"sources":[{"name":"wa","type":"whatsapp","account":"phone",\
                        "reachable":true,"summary":"3 files","owner":null,"live":false,\
                        "error":null},{"name":"xa","type":"whatsapp","account":"work",\
                        "reachable":false,"summary":null,"owner":null,"live":null,\
                        "error":"the folder is gone"}]}""");
    }

    @Test
    void theDoctorIsContentWhenAllIsWell() throws Exception {
        HistorySyncType.wellKnown().forEach(type -> services.strategy(type.name(), 0, false));

        Answer answer = doctor();

        assertThat(answer.exitCode()).isZero();
        assertThat(text(answer)).startsWith("ok  opened").doesNotContain("BAD");
    }

    @Test
    void theDoctorNamesWhatIsNotWellAndExitsWith1() throws Exception {
        services.strategy("FULL", 0, false);
        services.ofStore.put(
                StoreCheck.class,
                (StoreCheck)
                        () ->
                                List.of(
                                        new StoreCheck.Finding(
                                                "integrity", false, "page 7; restore")));
        services.source("xa", FakeServices.PHONE, Optional.of("the folder is gone"));

        Answer answer = doctor();

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(text(answer))
                .contains("BAD  integrity              page 7; restore\n")
                .contains("ok   source wa              3 files\n")
                .contains("BAD  source xa              the folder is gone\n")
                .contains("ok   strategy FULL          bundle0 1.0.0\n")
                .contains(
                        "BAD  strategy RECENT        none is installed; start the bundle of one\n");
    }

    @Test
    void theDoctorNamesSourcesThatAreLeftAlone() throws Exception {
        HistorySyncType.wellKnown().forEach(type -> services.strategy(type.name(), 0, false));
        services.leftAlone.add(new Services.LeftAlone("tablet", "it names no account; add it"));

        assertThat(doctor().exitCode()).isEqualTo(1);
        assertThat(text(doctor()))
                .contains("ok   source wa ")
                .containsPattern("BAD  source tablet +it names no account; add it\n");
    }

    @Test
    void theDoctorNamesPinsThatDoNotHoldAndAnEngineThatIsMissing() throws Exception {
        HistorySyncType.wellKnown().forEach(type -> services.strategy(type.name(), 0, false));
        services.problems.add("'x' pins nothing");

        assertThat(doctor().exitCode()).isEqualTo(1);
        assertThat(text(doctor())).contains("BAD  pinned strategies      'x' pins nothing\n");
        services.engineThere = false;
        assertThat(text(doctor())).contains("BAD  strategies  no engine runs");
    }

    @Test
    void theDoctorAlsoWorksWithoutAStore() throws Exception {
        services.storeThere = false;
        services.storeFailure = Optional.of("the database is newer than this program");

        assertThat(text(doctor())).contains("BAD  store").contains("newer than this program");
    }

    @Test
    void reindexBuildsTheIndexesOfAStoreThatHasThemAndWrites() throws Exception {
        assertThat(catchThrowableOfType(CommandException.class, this::reindex))
                .hasMessage("the store fake has no index to build");

        services.ofStore.put(SearchIndex.class, (SearchIndex) () -> 1234);
        assertThat(text(reindex())).isEqualTo("the indexes are complete: 1,234 messages");
        assertThat(Json.toString(reindex()::json)).isEqualTo("{\"messages\":1234}");

        services.readOnly = true;
        assertThat(catchThrowableOfType(CommandException.class, this::reindex))
                .hasMessageContaining("only reads");
    }

    private Answer reindex() throws CommandException {
        return (Answer) commands.reindex(captured.session(), new String[0]);
    }
}
