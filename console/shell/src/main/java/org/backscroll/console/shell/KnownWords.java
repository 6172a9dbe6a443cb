package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.MessageType;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.StoreException;

/** The values that completion knows: what is there now of types, sources, chats, jobs. */
final class KnownWords {
    /** As many as a person would look through. */
    private static final int MOST = 1000;

    private final Services services;
    private final Supplier<List<String>> sourceTypes;
    private final Supplier<List<String>> loggers;

    KnownWords(
            Services services, Supplier<List<String>> sourceTypes, Supplier<List<String>> loggers) {
        this.services = services;
        this.sourceTypes = sourceTypes;
        this.loggers = loggers;
    }

    /**
     * A word that can be chosen.
     *
     * @param value itself
     * @param note what it stands for, for instance a chat's name
     */
    record Word(String value, Optional<String> note) {}

    /** What can follow in a command, behind the words that were typed. */
    List<Word> after(Syntax syntax, List<String> typed) throws StoreException {
        Completion.Fitting fitting = Completion.after(syntax, typed);
        List<Word> words = new ArrayList<>(plain(fitting.words().stream()));
        for (String value : fitting.values()) {
            words.addAll(values(syntax.command(), value, fitting.operands()));
        }
        return words;
    }

    private List<Word> values(String command, String value, List<String> operands)
            throws StoreException {
        return switch (value) {
            case "JID" -> chats();
            case "types" -> plain(types());
            case "TYPE" ->
                    plain(
                            switch (command) {
                                case "source" -> sourceTypes.get().stream();
                                case "strategies" ->
                                        operands.contains("unpin") ? pinned() : types();
                                default -> types();
                            });
            case "message-types" -> plain(MessageType.wellKnown().stream().map(MessageType::name));
            case "sources" -> plain(sources());
            case "accounts" -> plain(accounts());
            case "NAME" ->
                    plain(
                            switch (command) {
                                case "account" -> accounts();
                                // The name of a source to add is nobody's yet.
                                case "source" -> operands.contains("add") ? Stream.of() : sources();
                                default -> Stream.of();
                            });
            case "BUNDLE:VERSION" -> plain(bundles(operands));
            case "ID" ->
                    switch (command) {
                        case "jobs" -> jobs(operands);
                        case "quarantine" -> quarantined();
                        default -> List.of();
                    };
            case "COMMAND" ->
                    Manual.COMMANDS.stream()
                            .map(s -> new Word(s.command(), Optional.of(s.summary())))
                            .toList();
            case "LOGGER" -> plain(loggers.get().stream());
            case "LEVEL" -> plain(LogCommands.LEVELS.stream());
            default -> value.contains("|") ? plain(Arrays.stream(value.split("\\|"))) : List.of();
        };
    }

    private static List<Word> plain(Stream<String> values) {
        return values.distinct().map(value -> new Word(value, Optional.empty())).toList();
    }

    private Stream<String> types() {
        return Stream.concat(
                HistorySyncType.wellKnown().stream().map(HistorySyncType::name),
                services.choices().stream()
                        .filter(choice -> choice.inUse().isPresent())
                        .map(choice -> choice.type().name()));
    }

    private Stream<String> pinned() {
        return services.choices().stream()
                .filter(choice -> choice.pin().isPresent())
                .map(choice -> choice.type().name());
    }

    private Stream<String> sources() {
        return services.sources().stream().map(Services.Source::name);
    }

    private Stream<String> accounts() {
        return services.sources().stream().map(source -> source.account().value());
    }

    /** The bundles that serve the type that was typed before. */
    private Stream<String> bundles(List<String> operands) {
        String type = operands.get(operands.size() - 1);
        return services.choices().stream()
                .filter(choice -> choice.type().name().equalsIgnoreCase(type))
                .flatMap(choice -> StrategyCommands.names(choice).stream());
    }

    private List<Word> chats() throws StoreException {
        List<Word> chats = new ArrayList<>();
        Services.Store store = services.store().orElse(null);
        if (store != null) {
            ConversationQuery newest = new ConversationQuery(MOST, Optional.empty());
            for (AccountId account : store.service().accounts()) {
                for (Conversation chat : store.service().conversations(account, newest).items()) {
                    chats.add(new Word(chat.jid().value(), chat.name().map(DisplayText::oneLine)));
                }
            }
        }
        return chats;
    }

    /**
     * The jobs that an action can be done to: one that has not ended is cancelled, else resumed.
     */
    private List<Word> jobs(List<String> operands) throws StoreException {
        boolean ended = operands.contains("resume");
        Services.Store store = services.store().orElse(null);
        List<JobState> jobs = store == null ? List.of() : store.service().jobs();
        return jobs.stream()
                .filter(job -> job.status().isEnd() == ended)
                .map(
                        job ->
                                new Word(
                                        job.id(),
                                        Optional.of(
                                                job.key().type().name()
                                                        + " of "
                                                        + job.key().source())))
                .toList();
    }

    private List<Word> quarantined() throws StoreException {
        Optional<Quarantine> quarantine =
                services.store().flatMap(store -> services.of(store, Quarantine.class));
        return quarantine.isEmpty()
                ? List.of()
                : plain(
                        quarantine.get().quarantined(MOST).stream()
                                .map(held -> Long.toString(held.id())));
    }
}
