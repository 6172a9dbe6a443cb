package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that serves what is stored to other Backscrolls. */
@Component(service = ServeCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"serve"})
public final class ServeCommands {
    static final int PORT = 8377;
    static final String LOOPBACK = "127.0.0.1";

    static final Syntax SERVE =
            Syntax.of("serve", "serves what is stored to other Backscrolls, until Ctrl-C")
                    .option("--port", "N")
                    .option("--bind", "ADDRESS")
                    .option("--account", "NAME", "accounts");

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public ServeCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /**
     * Where something is served.
     *
     * @param accounts which accounts
     * @param token the file of the token
     */
    record Served(URI url, Path token, List<AccountId> accounts) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "url", url.toString());
            Json.text(json, "token_file", token.toString());
            Json.list(json, "accounts", accounts, (g, account) -> Json.text(g, account.value()));
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return String.join(
                    System.lineSeparator(),
                    "serving "
                            + String.join(", ", accounts.stream().map(AccountId::value).toList())
                            + " at "
                            + url,
                    "the token is in " + token,
                    "on the other side: source add peer NAME url=" + url + " token.file=" + token);
        }
    }

    /** {@code serve}. */
    @Descriptor("serves what is stored to other Backscrolls, until Ctrl-C")
    public Object serve(
            CommandSession session, @Descriptor("[--port N] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                SERVE,
                words,
                (arguments, console) -> {
                    HistoryServer.Serving serving = start(arguments, console);
                    try {
                        console.err().println("Ctrl-C ends it");
                        new CountDownLatch(1).await();
                    } finally {
                        serving.close();
                    }
                    return null;
                });
    }

    private HistoryServer.Serving start(Arguments arguments, Console console)
            throws CommandException, StoreException {
        int port = arguments.number("--port", 0, 65_535).orElse((long) PORT).intValue();
        Optional<AccountId> account = arguments.account("--account");
        Lookup lookup = new Lookup(services);
        Services.Store store = lookup.store();
        List<AccountId> accounts =
                account.isPresent()
                        ? List.of(lookup.accountToRead(store, arguments))
                        : store.service().accounts();
        HistoryServer server =
                services.server()
                        .orElseThrow(
                                () ->
                                        CommandException.failure(
                                                "nothing is installed that serves; start the bundle"
                                                        + " Backscroll Peer Server"));
        TokenFile token = new TokenFile(Path.of(services.property(Services.DATA).orElse("")));
        try {
            HistoryServer.Serving serving =
                    server.serve(
                            new HistoryServer.Settings(
                                    arguments.text("--bind").orElse(LOOPBACK),
                                    port,
                                    token.token(),
                                    account.map(Set::of).orElse(Set.of())));
            console.print(new Served(serving.address(), token.path(), accounts));
            return serving;
        } catch (IOException e) {
            throw CommandException.failure(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.failure(
                    e.getMessage() + "; delete " + token.path() + " and another one is made");
        }
    }
}
