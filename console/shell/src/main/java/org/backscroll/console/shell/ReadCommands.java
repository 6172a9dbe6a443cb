package org.backscroll.console.shell;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that read the history. */
@Component(service = ReadCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"conversations", "conversation", "messages", "search"})
public final class ReadCommands {
    static final Syntax CONVERSATIONS =
            Syntax.of("conversations", "lists chats, newest first")
                    .option("--limit", "N")
                    .option("--before", "CURSOR")
                    .option("--account", "NAME", "accounts");
    static final Syntax CONVERSATION =
            Syntax.of("conversation", "shows all that is known of a chat")
                    .operands(1, 1, "JID")
                    .option("--account", "NAME", "accounts");
    static final Syntax MESSAGES =
            Syntax.of("messages", "lists a chat's messages, newest first")
                    .operands(1, 1, "JID")
                    .option("--limit", "N")
                    .option("--before", "CURSOR")
                    .option("--around", "ID")
                    .option("--account", "NAME", "accounts");
    static final Syntax SEARCH =
            Syntax.of("search", "finds messages by what they say, best first")
                    .operands(1, Integer.MAX_VALUE, "WORDS")
                    .option("--chat", "JID")
                    .option("--from", "JID")
                    .option("--since", "TIME")
                    .option("--until", "TIME")
                    .option("--type", "TYPES", "message-types")
                    .option("--limit", "N")
                    .option("--account", "NAME", "accounts");

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public ReadCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code conversations}. */
    @Descriptor("lists chats, newest first")
    public Object conversations(
            CommandSession session,
            @Descriptor("[--limit 50] [--before CURSOR] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                CONVERSATIONS,
                words,
                (arguments, console) -> {
                    ConversationQuery query =
                            new ConversationQuery(
                                    limit(arguments, ConversationQuery.MAX_LIMIT, 50),
                                    arguments.text("--before"));
                    Services.Store store = new Lookup(services).store();
                    return conversations(
                            store, new Lookup(services).accountToRead(store, arguments), query);
                });
    }

    static Answer conversations(Services.Store store, AccountId account, ConversationQuery query)
            throws StoreException {
        return new ChatAnswers.Conversations(store.service().conversations(account, query));
    }

    /** {@code conversation}. */
    @Descriptor("shows all that is known of a chat")
    public Object conversation(
            CommandSession session, @Descriptor("JID [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                CONVERSATION,
                words,
                (arguments, console) -> {
                    Jid chat = arguments.jid(0);
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    return store.service()
                            .conversation(account, chat)
                            .map(ChatAnswers.OneConversation::new)
                            .orElseThrow(() -> Lookup.unknown(account, chat));
                });
    }

    /** {@code messages}. */
    @Descriptor("lists a chat's messages, newest first")
    public Object messages(
            CommandSession session,
            @Descriptor("JID [--limit 50] [--before CURSOR] [--around ID] [--account A]")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                MESSAGES,
                words,
                (arguments, console) -> {
                    MessageQuery query = messageQuery(arguments);
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    new Lookup(services).knownChat(store, account, query.chat());
                    if (query.around().isPresent()
                            && store.service()
                                    .find(account, query.chat(), query.around().get())
                                    .isEmpty()) {
                        throw CommandException.failure(
                                "chat " + query.chat() + " has no message " + query.around().get());
                    }
                    return new ChatAnswers.Messages(store.service().messages(account, query));
                });
    }

    private static MessageQuery messageQuery(Arguments arguments) throws CommandException {
        if (arguments.has("--before") && arguments.has("--around")) {
            throw arguments.syntax().wrong("give either --before or --around, not both");
        }
        return new MessageQuery(
                arguments.jid(0),
                limit(arguments, MessageQuery.MAX_LIMIT, 50),
                MessageQuery.Direction.NEWEST_FIRST,
                arguments.text("--before"),
                arguments.text("--around"));
    }

    /** {@code search}. */
    @Descriptor("finds messages by what they say, best first")
    public Object search(
            CommandSession session,
            @Descriptor(
                            "WORDS [--chat JID] [--from JID] [--since TIME] [--until TIME]"
                                    + " [--type TYPES] and more")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                SEARCH,
                words,
                (arguments, console) -> {
                    SearchQuery query = searchQuery(arguments, console);
                    Services.Store store = new Lookup(services).store();
                    AccountId account = new Lookup(services).accountToRead(store, arguments);
                    return search(services, console, store, account, query);
                });
    }

    private static SearchQuery searchQuery(Arguments arguments, Console console)
            throws CommandException {
        Clock clock = Clock.systemDefaultZone();
        String words = String.join(" ", arguments.operands());
        if (words.isBlank()) {
            throw arguments.syntax().wrong("there is no word to search for");
        }
        SearchQuery.Builder query =
                SearchQuery.builder(words).limit(limit(arguments, MessageQuery.MAX_LIMIT, 20));
        arguments.jid("--chat").ifPresent(query::chat);
        arguments.jid("--from").ifPresent(query::from);
        Optional<Instant> since = arguments.time("--since", clock);
        Optional<Instant> until = arguments.time("--until", clock);
        if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
            throw arguments.syntax().wrong("--since is after --until, so that nothing is between");
        }
        since.ifPresent(query::since);
        until.ifPresent(query::until);
        Optional<Set<MessageType>> types = arguments.messageTypes("--type");
        types.ifPresent(query::types);
        noteUnknown(types.orElse(Set.of()), console);
        return query.build();
    }

    /** A source may have types of its own, so it is a note and no failure. */
    private static void noteUnknown(Set<MessageType> types, Console console) {
        List<MessageType> usual = MessageType.wellKnown();
        for (MessageType type : types) {
            if (!usual.contains(type)) {
                console.err()
                        .println(
                                "'"
                                        + type
                                        + "' is none of the usual types, which are: "
                                        + usual.stream()
                                                .map(MessageType::name)
                                                .collect(Collectors.joining(", ")));
            }
        }
    }

    static Answer search(
            Services services,
            Console console,
            Services.Store store,
            AccountId account,
            SearchQuery query)
            throws CommandException, StoreException {
        Optional<MessageSearch> search = services.of(store, MessageSearch.class);
        if (search.isEmpty()) {
            throw CommandException.failure("the store " + store.type() + " cannot search");
        }
        SearchResult result = search.get().search(account, query);
        if (result.scanned() > 0) {
            console.err()
                    .println(
                            Screen.number(result.scanned())
                                    + " messages are not in the index for parts of words yet and"
                                    + " were read one by one; it follows while something writes,"
                                    + " or at once with: reindex");
        }
        return new ChatAnswers.Hits(result.hits());
    }

    private static int limit(Arguments arguments, int most, int otherwise) throws CommandException {
        return arguments.number("--limit", 1, most).map(Long::intValue).orElse(otherwise);
    }
}
