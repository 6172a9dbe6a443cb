package org.backscroll.console.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.NdjsonExport;

/**
 * The part of the tour that shows how a sync takes trouble: a server in this process serves the
 * account over real HTTP, a relay before it loses some requests, and a second account is fed from
 * there. What it needs is taken away again at the end.
 */
final class DemoPeer {
    /** The second account, and its source. */
    static final String NAME = "sample-copy";

    private static final AccountId COPY = AccountId.of(NAME);
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private final Services services;
    private final SourceAdmin admin;
    private final SyncRunner runner;
    private final Console console;

    DemoPeer(Services services, SourceAdmin admin, SyncRunner runner, Console console) {
        this.services = services;
        this.admin = admin;
        this.runner = runner;
        this.console = console;
    }

    /**
     * Copies an account and compares.
     *
     * @throws CommandException if the copy is not equal
     */
    SyncAnswer run(Services.Store store, HistoryServer server, AccountId account)
            throws CommandException,
                    HistoryException,
                    StoreException,
                    IOException,
                    InterruptedException {
        clear(store);
        String token = UUID.randomUUID().toString();
        HistoryServer.Settings settings =
                new HistoryServer.Settings(ServeCommands.LOOPBACK, 0, token, Set.of(account));
        try (HistoryServer.Serving serving = server.serve(settings);
                UnreliableRelay relay = UnreliableRelay.before(serving.address())) {
            PartAnswers.Probed probed =
                    admin.add("peer", NAME, List.of("url=" + relay.url(), "token=" + token));
            probed.info().ifPresent(info -> console.say("found: " + info.summary()));
            SyncAnswer copied =
                    runner.sync(
                            console,
                            COPY,
                            SyncRequest.builder()
                                    .type(HistorySyncType.FULL)
                                    .source(NAME)
                                    .unlimited()
                                    .build());
            boolean equal = export(store, COPY).equals(export(store, account));
            if (!equal && copied.exitCode() == 0) {
                throw CommandException.failure(
                        "the copy is not equal, which is a defect; please report it");
            }
            return copied;
        } finally {
            clear(store);
        }
    }

    private static String export(Services.Store store, AccountId account)
            throws IOException, StoreException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(store.service(), account, out);
        String named = "\"account\":\"" + account + '"';
        return out.toString(UTF_8).replace(named, "\"account\":\"\"");
    }

    /** Also what a tour that was broken off has left. */
    private void clear(Services.Store store)
            throws CommandException, StoreException, IOException, InterruptedException {
        if (admin.list().stream().anyMatch(source -> source.name().equals(NAME))) {
            admin.remove(NAME);
        }
        if (store.service().accounts().contains(COPY)) {
            forget(RetentionCommands.retention(services, store));
        }
    }

    /** A sync that has ended gives its claim back a moment later. */
    private static void forget(Retention retention) throws StoreException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                retention.forget(COPY);
                return;
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.BUSY || attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
