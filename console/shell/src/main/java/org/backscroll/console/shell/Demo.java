package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.Json;
import org.backscroll.formats.SyncJson;

/**
 * The tour: a sample archive, a quick sync, a look around, a search, then everything, and a copy of
 * it over a bad network.
 */
final class Demo {
    private static final String TYPE = "whatsapp";
    private static final String NAME = "sample";
    private static final AccountId ACCOUNT = AccountId.of(NAME);
    private static final String WORD = "orcamento";

    private final Services services;
    private final SourceAdmin admin;
    private final SyncRunner runner;
    private final Console console;

    Demo(Services services, SourceAdmin admin, SyncRunner runner, Console console) {
        this.services = services;
        this.admin = admin;
        this.runner = runner;
        this.console = console;
    }

    /**
     * What the tour did, for programs.
     *
     * @param location where the data lie
     * @param recent how the quick sync ended
     * @param full how the whole one ended
     * @param copy how the copy over HTTP ended; empty when nothing is installed that serves
     */
    record Toured(String location, SyncAnswer recent, SyncAnswer full, Optional<SyncAnswer> copy)
            implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", NAME);
            Json.text(json, "location", location);
            json.writeFieldName("recent");
            SyncJson.result(json, recent.result());
            json.writeFieldName("full");
            SyncJson.result(json, full.result());
            json.writeFieldName("copy");
            if (copy.isPresent()) {
                SyncJson.result(json, copy.get().result());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return String.join(
                    System.lineSeparator(),
                    "That was the tour. The data lie in " + location + ".",
                    "What to type next:",
                    "  conversations                      the chats, newest first",
                    "  messages JID                       what was said in one of them",
                    "  search WORDS                       accents and case do not matter",
                    "  quarantine                         the records that could not be read",
                    "  source add whatsapp NAME dir=DIR   a folder of history of your own",
                    "  help                               all commands",
                    "At another time, put the folder before the command:",
                    "  backscroll --data " + Path.of(location).getParent() + " conversations");
        }

        @Override
        public int exitCode() {
            return Math.max(
                    Math.max(recent.exitCode(), full.exitCode()),
                    copy.map(SyncAnswer::exitCode).orElse(0));
        }
    }

    Answer run()
            throws CommandException,
                    HistoryException,
                    StoreException,
                    IOException,
                    InterruptedException {
        Services.Store store = new Lookup(services).writableStore();
        Optional<PartAnswers.SetUp> own =
                admin.list().stream()
                        .filter(source -> !source.name().equals(NAME))
                        .filter(source -> !source.name().equals(DemoPeer.NAME))
                        .findFirst();
        if (own.isPresent()) {
            throw CommandException.failure(
                    "these data are fed by a source of your own, "
                            + own.get().name()
                            + "; give the tour a folder of its own: backscroll --data DIR demo");
        }
        console.say("This tour reads a small made-up archive that came with the program, fetches");
        console.say(
                "what is new in it, shows the chats, searches, fetches everything, and copies it.");
        console.say("It needs no network, and it touches no data but its own.");

        step("1. A source: the sample archive");
        addSource();

        step("2. sync: what is new");
        SyncAnswer recent = sync(HistorySyncType.RECENT);
        show(recent);

        step("3. conversations: the chats, newest first");
        show(ReadCommands.conversations(store, ACCOUNT, ConversationQuery.first(10)));

        step("4. search " + WORD + ": accents and case do not matter");
        show(ReadCommands.search(services, console, store, ACCOUNT, SearchQuery.of(WORD, 5)));

        step("5. sync --type FULL: everything, back to the beginning");
        SyncAnswer full = sync(HistorySyncType.FULL);
        show(full);

        Optional<SyncAnswer> copy = copy(store);
        console.say("");
        return new Toured(store.location(), recent, full, copy);
    }

    private Optional<SyncAnswer> copy(Services.Store store)
            throws CommandException,
                    HistoryException,
                    StoreException,
                    IOException,
                    InterruptedException {
        Optional<HistoryServer> server = services.server();
        if (server.isEmpty()) {
            return Optional.empty();
        }
        step("6. serve, source add peer, sync: a copy over HTTP, on a network that loses requests");
        SyncAnswer copied =
                new DemoPeer(services, admin, runner, console).run(store, server.get(), ACCOUNT);
        show(copied);
        if (copied.exitCode() == 0) {
            console.say("The copy is equal, byte for byte, and is taken away again.");
        }
        return Optional.of(copied);
    }

    private void step(String title) {
        console.say("");
        console.say("== " + title);
    }

    private void show(Answer answer) {
        console.say(answer.text(console.screen()).stripTrailing());
    }

    private SyncAnswer sync(HistorySyncType type)
            throws CommandException, HistoryException, InterruptedException {
        return runner.sync(
                console,
                ACCOUNT,
                SyncRequest.builder().type(type).source(NAME).unlimited().build());
    }

    private void addSource() throws CommandException, IOException {
        Path home =
                Path.of(
                        services.property(Services.HOME)
                                .orElseThrow(
                                        () ->
                                                CommandException.failure(
                                                        "the sample archive is not here; it comes"
                                                                + " with the distribution")));
        String folder = home.resolve("sample").toAbsolutePath().normalize().toString();
        Optional<PartAnswers.SetUp> there =
                admin.list().stream().filter(source -> source.name().equals(NAME)).findFirst();
        if (there.isPresent()) {
            if (folder.equals(there.get().settings().get("dir"))) {
                console.say("It is set up already, from an earlier tour.");
                return;
            }
            admin.remove(NAME); // the distribution has moved
        }
        PartAnswers.Probed probed = admin.add(TYPE, NAME, List.of("dir=" + folder));
        console.say("source add " + TYPE + " " + NAME + " dir=" + folder);
        probed.info().ifPresent(info -> console.say("found: " + info.summary()));
    }
}
