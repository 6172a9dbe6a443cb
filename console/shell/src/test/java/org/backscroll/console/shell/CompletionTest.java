package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.backscroll.api.Conversation;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final FakeServices services = FakeServices.ofPhone();
    private final KnownWords known =
            new KnownWords(services, () -> List.of("whatsapp", "xmpp"), () -> List.of("ROOT"));

    /** What is offered behind a line, a blank at its end. */
    private List<String> offered(String line) throws Exception {
        List<String> words = Arrays.asList(line.split(" "));
        return known
                .after(Manual.find(words.get(0)).orElseThrow(), words.subList(1, words.size()))
                .stream()
                .map(KnownWords.Word::value)
                .toList();
    }

    private void job(String id, SyncStatus status) {
        JobKey key = new JobKey(FakeServices.PHONE, "wa", HistorySyncType.FULL, Optional.empty());
        services.store.jobs.add(
                JobState.builder(id, key, SyncRequest.of(HistorySyncType.FULL), Instant.EPOCH)
                        .status(status)
                        .build());
    }

    @Test
    void knownChatsAreOfferedWhereverAJidStands() throws Exception {
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, Jid.of("1@g.us")).name("Family").build());

        for (String line :
                List.of(
                        "messages",
                        "messages --limit 5",
                        "conversation",
                        "coverage",
                        "sync --chat",
                        "search words --from",
                        "prune --chat",
                        "export --format html --chat")) {
            assertThat(offered(line)).as(line).containsExactly("1@g.us");
        }
        assertThat(known.after(ReadCommands.MESSAGES, List.of()).get(0).note()).contains("Family");
        assertThat(offered("messages 1@g.us")).isEmpty();
        services.storeThere = false;
        assertThat(offered("messages")).isEmpty();
    }

    @Test
    void anActionIsOfferedAndThenWhatItCanBeDoneTo() throws Exception {
        services.strategy("FULL", 0, false).strategy("MINE", 5, false);
        job("running", SyncStatus.RUNNING);
        job("failed", SyncStatus.FAILED);

        assertThat(offered("strategies")).containsExactly("list", "use", "unpin");
        assertThat(offered("strategies use")).contains("RECENT", "FULL", "MINE");
        assertThat(offered("strategies use mine")).containsExactly("bundle5");
        assertThat(offered("strategies unpin FULL")).isEmpty();
        assertThat(offered("strategies unpin")).isEmpty();
        services.pin(HistorySyncType.FULL, Optional.of("bundle0"));
        assertThat(offered("strategies unpin")).containsExactly("FULL");
        services.strategy("MINE", "bundle5", "2.0.0", 6, false);
        assertThat(offered("strategies use mine"))
                .containsExactly("bundle5", "bundle5:2.0.0", "bundle5:1.0.0");
        assertThat(offered("source")).containsExactly("list", "add", "remove");
        assertThat(offered("source add")).containsExactly("whatsapp", "xmpp");
        assertThat(offered("source add xmpp")).isEmpty();
        assertThat(offered("source remove")).containsExactly("wa");
        assertThat(offered("account forget")).containsExactly("phone");
        assertThat(offered("jobs cancel")).containsExactly("running");
        assertThat(offered("jobs resume")).containsExactly("failed");
        assertThat(offered("log")).containsExactly("ROOT");
        assertThat(offered("log ROOT")).contains("DEBUG", "INHERIT");
        assertThat(offered("help")).contains("sync", "messages");
    }

    @Test
    void anOptionIsFollowedByItsValuesAloneAndAFlagByWhatFollowsTheCommand() throws Exception {
        assertThat(offered("sync")).isEmpty();
        assertThat(offered("sync --type"))
                .containsExactlyInAnyOrder(
                        "RECENT", "FULL", "PUSH_NAME", "NON_BLOCKING", "ON_DEMAND");
        assertThat(offered("sync --restart --source")).containsExactly("wa");
        assertThat(offered("sync --type FULL --account")).containsExactly("phone");
        assertThat(offered("sync --count")).isEmpty();
        assertThat(offered("search --type")).contains("text", "image");
        assertThat(offered("export --format")).containsExactly("ndjson", "txt", "html");
        assertThat(offered("source --no-check remove")).containsExactly("wa");
        assertThat(offered("sync --nonsense")).isEmpty();
    }

    @Test
    void jlineIsGivenCandidatesWithWhatTheyStandFor() {
        String typed = "history:messages --limit 5 1@";
        ParsedLine line =
                new DefaultParser().parse(typed, typed.length(), Parser.ParseContext.COMPLETE);

        assertThat(TypedLine.words(session(Map.of(".commandLine", line))))
                .containsExactly("history:messages", "--limit", "5");
        assertThat(TypedLine.words(session(Map.of()))).isEmpty();
        assertThat(
                        TypedLine.candidates(
                                List.of(new KnownWords.Word("1@g.us", Optional.of("Family")))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Candidate.class,
                        candidate -> {
                            assertThat(candidate.value()).isEqualTo("1@g.us");
                            assertThat(candidate.descr()).isEqualTo("Family");
                        });
    }

    private static CommandSession session(Map<String, Object> variables) {
        return (CommandSession)
                Proxy.newProxyInstance(
                        CompletionTest.class.getClassLoader(),
                        new Class<?>[] {CommandSession.class},
                        (proxy, method, arguments) -> variables.get(arguments[0]));
    }
}
