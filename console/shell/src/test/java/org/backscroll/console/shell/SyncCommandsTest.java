package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.formats.Json;
import org.junit.jupiter.api.Test;

class SyncCommandsTest {
    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final SyncCommands commands = new SyncCommands(services, new SyncEvents());

    private Answer sync(String... words) throws CommandException {
        return (Answer) commands.sync(captured.session(), words);
    }

    private Answer jobs(String... words) throws CommandException {
        return (Answer) commands.jobs(captured.session(), words);
    }

    private CommandException fails(int exitCode, String... words) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> sync(words));
        assertThat(e.exitCode()).isEqualTo(exitCode);
        return e;
    }

    @Test
    void withoutOptionsItIsRecentWithoutABudget() throws Exception {
        Answer answer = sync();

        assertThat(services.phone().requests)
                .containsExactly(
                        SyncRequest.builder().type(HistorySyncType.RECENT).unlimited().build());
        assertThat(Json.toString(answer::json))
                .isEqualTo(
                        """
                        {"success":true,"status":"COMPLETE","sync_type":"RECENT","has_more":false,\
                        "cursor":null,"synced_messages":5,"new_messages":4,"changed_messages":0,\
                        "synced_chats":2,"synced_names":1,"skipped":0,"elapsed_ms":1500,\
                        "error":null}""");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aCursorIsShownInFullHoweverNarrowTheTerminal() {
        String cursor = "c".repeat(200);
        SyncResult partial =
                new SyncResult(
                        "job1",
                        SyncStatus.PARTIAL,
                        HistorySyncType.FULL,
                        true,
                        Optional.of(cursor),
                        SyncCounts.ZERO,
                        Duration.ofSeconds(75),
                        Optional.empty());

        assertThat(new SyncAnswer(FakeServices.PHONE, partial).text(new Screen(40, ZoneOffset.UTC)))
                .contains("1 min 15 s")
                .endsWith("more: sync --type FULL --cursor " + cursor);
    }

    @Test
    void everyOptionReachesTheRequest() throws Exception {
        sync(
                "--type",
                "on-demand",
                "--source",
                "wa",
                "--chat",
                "1@g.us",
                "--count",
                "50",
                "--cursor",
                "c",
                "--anchor",
                "A1",
                "--restart",
                "--background");

        assertThat(services.phone().requests)
                .containsExactly(
                        SyncRequest.builder()
                                .type(HistorySyncType.ON_DEMAND)
                                .source("wa")
                                .chat(Jid.of("1@g.us"))
                                .count(50)
                                .cursor("c")
                                .anchor("A1")
                                .restart(true)
                                .background(true)
                                .build());
    }

    @Test
    void whatWorksInTheBackgroundIsAnsweredAtOnce() throws Exception {
        services.strategy("NON_BLOCKING", 0, true);

        Answer answer = sync("--type", "NON_BLOCKING");

        assertThat(Json.toString(answer::json)).contains("\"status\":\"STARTED\"");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void aFailedSyncTellsItsErrorInOneLineAndExitsWith1() throws Exception {
        services.phone().ending = SyncStatus.FAILED;
        services.phone().error = Optional.of("the folder is gone;\nput it back");

        Answer answer = sync("--json");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(captured.err()).endsWith("the folder is gone; put it back\n");
        assertThat(answer.text(captured.console().screen()))
                .startsWith("{\"success\":false,\"status\":\"FAILED\"");
    }

    @Test
    void aCancelledSyncExitsWith1() throws Exception {
        services.phone().ending = SyncStatus.CANCELLED;

        assertThat(sync().exitCode()).isEqualTo(1);
        assertThat(captured.err()).endsWith("RECENT of phone was cancelled\n");
    }

    @Test
    void aRefusalIsPrintedAsItIsAndABadRequestWithTheUsage() {
        services.phone().refusal =
                Optional.of(
                        new HistoryException(
                                HistoryException.Kind.NO_STRATEGY,
                                "no strategy for RECENT is installed"));
        assertThat(fails(1)).hasToString("no strategy for RECENT is installed");

        services.phone().refusal =
                Optional.of(
                        new HistoryException(
                                HistoryException.Kind.BAD_REQUEST, "ON_DEMAND needs a chat"));
        assertThat(fails(2))
                .hasToString(
                        "ON_DEMAND needs a chat"
                                + System.lineSeparator()
                                + SyncCommands.SYNC.usage());
    }

    @Test
    void withoutASourceItSaysHowToAddOne() {
        services.sources.clear();
        assertThat(fails(1))
                .hasMessage("no source is set up; add one: source add TYPE NAME key=value");
    }

    @Test
    void severalAccountsOrSourcesMustBeNamed() throws Exception {
        services.source("work", AccountId.of("work"), Optional.empty());
        assertThat(fails(1))
                .hasMessage(
                        "there are several accounts: phone, work; say which with --account NAME");

        services.source("wb", FakeServices.PHONE, Optional.empty());
        assertThat(fails(1, "--account", "phone"))
                .hasMessage(
                        "account phone has several sources: wa, wb; say which with --source NAME");
        assertThat(fails(1, "--source", "x"))
                .hasMessage("there is no source x; there are wa, wb, work");
        assertThat(fails(1, "--source", "work", "--account", "phone"))
                .hasMessage("source work belongs to account work");

        sync("--source", "wb");
        assertThat(services.phone().requests).hasSize(1);
    }

    @Test
    void aStoreThatCannotBeWrittenIsToldFirst() {
        services.readOnly = true;
        assertThat(fails(1))
                .hasMessage("this process only reads /data; run the command in one that may write");

        services.storeThere = false;
        services.storeFailure = Optional.of("in use by process 4711");
        assertThat(fails(1)).hasMessage("in use by process 4711");

        services.storeFailure = Optional.empty();
        assertThat(fails(1)).hasMessage("no store is installed; start the bundle of one");
        assertThat(services.phone().requests).isEmpty();
    }

    @Test
    void jobsShowWhatIsStoredAndWhatIsAtWorkNow() throws Exception {
        services.store.jobs.add(state("old", SyncStatus.INTERRUPTED));
        services.store.jobs.add(state("job9", SyncStatus.PENDING));
        services.phone()
                .unfinished
                .add(services.phone().new Job("job9", SyncRequest.of(HistorySyncType.FULL)));

        assertThat(jobs().text(captured.console().screen()).replace("\r\n", "\n"))
                .isEqualTo(
                        """
                        ID    TYPE  ACCOUNT  SOURCE  STATUS       MESSAGES  CREATED
                        old   FULL  phone    wa      interrupted         0  2001-09-09 01:46
                        job9  FULL  phone    wa      running             7  2001-09-09 01:46
                        """);
    }

    @Test
    void aJobIsCancelledByItsId() throws Exception {
        services.store.jobs.add(state("job9", SyncStatus.RUNNING));
        services.store.jobs.add(state("done", SyncStatus.COMPLETE));
        services.phone()
                .unfinished
                .add(services.phone().new Job("job9", SyncRequest.of(HistorySyncType.FULL)));

        assertThat(Json.toString(jobs("cancel", "job9")::json)).contains("\"CANCELLED\"");
        assertThat(services.phone().unfinished).isEmpty();
        assertThat(catchThrowableOfType(CommandException.class, () -> jobs("cancel", "done")))
                .hasMessage("job done is not at work; it is complete");
        assertThat(catchThrowableOfType(CommandException.class, () -> jobs("cancel", "x")))
                .hasMessage("there is no job x; the ids are told by: jobs");
        assertThat(catchThrowableOfType(CommandException.class, () -> jobs("cancel")).exitCode())
                .isEqualTo(2);
        assertThat(catchThrowableOfType(CommandException.class, () -> jobs("stop", "x")))
                .hasMessage("jobs knows no 'stop'");
    }

    @Test
    void connectDisconnectsWhenTheSourceDoesNotDeliverLive() throws Exception {
        Answer answer = (Answer) commands.connect(captured.session(), new String[0]);

        assertThat(answer.exitCode()).isZero();
        assertThat(services.phone().disconnects).isEqualTo(1);
    }

    @Test
    void jobsLeftBehindAreWaitedForUnlessTheirPartsAreMissing() {
        services.strategy("FULL", 0, false);
        FakeClient.Job failing =
                services.phone().new Job("job9", SyncRequest.of(HistorySyncType.FULL));
        FakeClient.Job stranded =
                services.phone().new Job("job8", SyncRequest.of(HistorySyncType.RECENT));
        services.phone().unfinished.add(failing);
        services.phone().unfinished.add(stranded);
        FakeClient.Job ofAnotherStore =
                services.phone().new Job("job7", SyncRequest.of(HistorySyncType.FULL));
        services.phone().unfinished.add(ofAnotherStore);
        services.store.jobs.add(state("job8", SyncStatus.RUNNING));
        services.store.jobs.add(state("job9", SyncStatus.RUNNING));
        failing.watched = () -> failing.end(SyncStatus.FAILED);

        assertThat(
                        new LeftJobs(services, new SyncRunner(services, new SyncEvents()))
                                .await(captured.console()))
                .containsExactly("job9");
        assertThat(captured.err()).endsWith("FULL of phone: failed\n");
        assertThat(services.phone().unfinished).containsExactly(stranded, ofAnotherStore);
    }

    private static JobState state(String id, SyncStatus status) {
        return JobState.builder(
                        id,
                        new JobKey(
                                FakeServices.PHONE, "wa", HistorySyncType.FULL, Optional.empty()),
                        SyncRequest.of(HistorySyncType.FULL),
                        Instant.ofEpochSecond(1_000_000_000))
                .status(status)
                .build();
    }
}
