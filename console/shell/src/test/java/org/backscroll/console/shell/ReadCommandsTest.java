package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.formats.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadCommandsTest {
    private static final Jid CHAT = Jid.of("1@g.us");
    private static final Screen SCREEN = new Screen(Screen.UNLIMITED, ZoneOffset.UTC);

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final ReadCommands commands = new ReadCommands(services);
    private final Message message =
            Message.builder(
                            new MessageKey(
                                    FakeServices.PHONE,
                                    CHAT,
                                    MessageKey.Author.of(Jid.of("5@s.whatsapp.net")),
                                    "M1"),
                            Instant.parse("2017-05-09T20:11:00Z"))
                    .senderName("Ana")
                    .text("orçamento\npronto")
                    .build();

    @BeforeEach
    void fill() {
        services.store.messages.add(message);
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, CHAT)
                        .name("Família")
                        .messageCount(1234)
                        .archived(true)
                        .lastMessage(message)
                        .build());
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, Jid.of("2@g.us")).build());
    }

    private static String text(Object answer) {
        return ((Answer) answer).text(SCREEN).replace("\r\n", "\n");
    }

    private interface Command {
        Object run(String... words) throws CommandException;
    }

    private Object conversations(String... words) throws CommandException {
        return commands.conversations(captured.session(), words);
    }

    private Object messages(String... words) throws CommandException {
        return commands.messages(captured.session(), words);
    }

    private static CommandException fails(int exitCode, Command command, String... words) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> command.run(words));
        assertThat(e.exitCode()).isEqualTo(exitCode);
        return e;
    }

    @Test
    void conversationsAreATableForPeople() throws Exception {
        assertThat(text(conversations("--limit", "1")))
                .isEqualTo(
                        """
                        JID     NAME     MESSAGES            LAST              MESSAGE
                        1@g.us  Família     1,234  archived  2017-05-09 20:11  Ana: orçamento pronto
                        more: --before C1""");
    }

    @Test
    void conversationsAreOneDocumentForPrograms() throws Exception {
        services.store.conversations.remove(0);
        assertThat(text(conversations("--json")))
                .isEqualTo(
                        """
                        {"conversations":[{"account":"phone","jid":"2@g.us","name":null,\
                        "unread_count":0,"is_archived":false,"is_muted":false,\
                        "is_marked_unread":false,"is_pinned":false,"message_count":0,\
                        "last_message":null}],"next":null}""");
    }

    @Test
    void oneChatTellsWhetherItIsReadOnlyAndHowLongMessagesStay() {
        Conversation chat =
                Conversation.builder(FakeServices.PHONE, Jid.of("2@g.us")).pinned(true).build();
        assertThat(text(info(ConversationInfo.builder(chat))))
                .contains("flags     pinned\n")
                .doesNotContain("read-only", "messages stay");
        assertThat(
                        text(
                                info(
                                        ConversationInfo.builder(chat)
                                                .readOnly(false)
                                                .disappearingTimer(Duration.ZERO))))
                .doesNotContain("read-only", "messages stay");
        ConversationInfo.Builder special =
                ConversationInfo.builder(chat).readOnly(true).disappearingTimer(Duration.ofDays(7));
        assertThat(text(info(special)))
                .containsPattern("flags +pinned read-only\n")
                .containsPattern("messages stay +7 days\n");
        assertThat(Json.toString(info(special)::json))
                .contains("\"is_read_only\":true,\"disappearing_timer_ms\":604800000,");
    }

    private static Answer info(ConversationInfo.Builder chat) {
        return new ChatAnswers.OneConversation(chat.build());
    }

    @Test
    void aSpanOfTimeIsSaidInItsUnits() {
        assertThat(Screen.span(Duration.ofDays(1))).isEqualTo("1 day");
        assertThat(Screen.span(Duration.ofDays(90))).isEqualTo("90 days");
        assertThat(Screen.span(Duration.ofMinutes(90))).isEqualTo("1 hour 30 minutes");
        assertThat(Screen.span(Duration.ofMillis(30_500))).isEqualTo("30 seconds");
        assertThat(Screen.span(Duration.ofMillis(5))).isEqualTo("less than a second");
    }

    @Test
    void theFrameworksWishForJsonHoldsToo() throws Exception {
        services.properties.put(Services.JSON, "true");
        assertThat(new AnswerConverter(services).format(conversations(), 0, null).toString())
                .startsWith("{\"conversations\":[");
        assertThat(new AnswerConverter(services).format("a text", 0, null)).isNull();
    }

    @Test
    void tablesAreAsWideAsTheTerminal() throws Exception {
        services.properties.put(Services.COLUMNS, "70");
        String table = new AnswerConverter(services).format(conversations(), 0, null).toString();
        assertThat(table.lines()).allMatch(line -> DisplayText.width(line) <= 70);
        assertThat(table).contains("…");
    }

    @Test
    void readingNeedsNoWriterAndNoSource() throws Exception {
        services.readOnly = true;
        services.sources.clear();
        services.clients.clear();
        assertThat(text(messages("1@g.us")))
                .isEqualTo(
                        """
                        TIME              FROM  TEXT              ID
                        2017-05-09 20:11  Ana   orçamento pronto  M1
                        """);
    }

    @Test
    void whatIsUnknownFailsAndWhatIsMistypedTellsTheUsage() {
        assertThat(fails(1, this::messages, "7@g.us"))
                .hasMessage("account phone has no chat 7@g.us; see: conversations");
        assertThat(fails(1, this::messages, "1@g.us", "--around", "M9"))
                .hasMessage("chat 1@g.us has no message M9");
        assertThat(fails(1, this::conversations, "--before", "x"))
                .hasMessage("the cursor is mangled");
        assertThat(fails(2, this::messages)).hasMessage("an argument is missing");
        assertThat(fails(2, this::messages, "nobody")).hasMessageContaining("is not a JID");
        assertThat(fails(2, this::messages, "1@g.us", "--before", "a", "--around", "b"))
                .hasMessage("give either --before or --around, not both");
        assertThat(fails(2, this::conversations, "--limit", "1001"))
                .hasMessage("--limit is a number from 1 to 1000, not '1001'");
    }

    @Test
    void theAccountMustBeNamedWhenThereAreSeveral() throws Exception {
        services.store.accounts.add(AccountId.of("work"));
        assertThat(fails(1, this::conversations))
                .hasMessage(
                        "there are several accounts: phone, work; say which with --account NAME");
        assertThat(fails(1, this::conversations, "--account", "home"))
                .hasMessage("there is no account home; there are phone, work");
        assertThat(text(conversations("--account", "phone"))).contains("Família");
    }

    @Test
    void anAccountThatIsSetUpButNotSyncedYetIsEmptyRatherThanUnknown() throws Exception {
        services.store.accounts.clear();
        services.store.conversations.clear();
        assertThat(text(conversations())).isEqualTo("no conversations");

        services.sources.clear();
        assertThat(fails(1, this::conversations))
                .hasMessage(
                        "nothing is stored yet; add a source and sync: source add TYPE NAME"
                                + " key=value");
    }

    @Test
    void aSearchThatCanFindNothingIsToldSo() throws Exception {
        assertThat(
                        fails(
                                2,
                                words -> commands.search(captured.session(), words),
                                "x",
                                "--since",
                                "2024-02-01",
                                "--until",
                                "2024-01-01"))
                .hasMessageContaining("--since is after --until");

        services.ofStore.put(
                MessageSearch.class,
                (MessageSearch) (account, query) -> new SearchResult(List.of(), 0));
        commands.search(captured.session(), new String[] {"x", "--type", "bogus"});
        assertThat(captured.err()).contains("'bogus' is none of the usual types").contains("image");
    }

    @Test
    void searchJoinsTheWordsAndPassesTheFilters() throws Exception {
        List<SearchQuery> asked = new ArrayList<>();
        services.ofStore.put(
                MessageSearch.class,
                (MessageSearch)
                        (account, query) -> {
                            asked.add(query);
                            return new SearchResult(
                                    List.of(new SearchHit(message, "[orçamento] pronto")), 1234);
                        });

        Object answer =
                commands.search(
                        captured.session(),
                        new String[] {
                            "orcamento",
                            "pronto",
                            "--chat",
                            "1@g.us",
                            "--since",
                            "1494360660000",
                            "--type",
                            "Text,image"
                        });

        assertThat(asked)
                .containsExactly(
                        SearchQuery.builder("orcamento pronto")
                                .chat(CHAT)
                                .since(Instant.ofEpochMilli(1494360660000L))
                                .types(Set.of(MessageType.TEXT, MessageType.IMAGE))
                                .limit(20)
                                .build());
        assertThat(text(answer)).contains("1@g.us  Ana   [orçamento] pronto");
        assertThat(Json.toString(((Answer) answer)::json))
                .endsWith("\"snippet\":\"[orçamento] pronto\"}],\"next\":null}");
        assertThat(captured.err())
                .startsWith("1,234 messages are not in the index for parts of words yet")
                .endsWith("reindex\n");
    }

    @Test
    void aTypeThatCannotBeOneIsAWrongUsage() {
        assertThat(
                        fails(
                                2,
                                words -> commands.search(captured.session(), words),
                                "x",
                                "--type",
                                "text,,image"))
                .hasMessageContaining("a message type is named with");
    }

    @Test
    void aStoreThatCannotSearchSaysSo() {
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () -> commands.search(captured.session(), new String[] {"x"})))
                .hasMessage("the store fake cannot search");
    }
}
