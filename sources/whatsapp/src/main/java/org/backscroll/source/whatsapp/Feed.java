package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/** What a client feeds: a spool, and what goes with it where that is configured. */
final class Feed {
    private final Spool spool;
    private final Optional<Outbox> outbox;
    private final Optional<Endpoint> endpoint;
    private final Duration patience;
    private final Units units;
    private final Aliases aliases;
    private final Optional<Folder> folder;
    private final Clock clock;

    /**
     * @param folder the folder beside the spool, where people's other addresses may be found too
     */
    private Feed(
            WhatsAppConfig config,
            AccountId account,
            Units units,
            Aliases aliases,
            Optional<Folder> folder,
            Clock clock) {
        Limits limits = Limits.of(config);
        this.units = units;
        this.aliases = aliases;
        this.folder = folder;
        this.clock = clock;
        spool =
                new Spool(
                        Path.of(config.spool_dir()),
                        Spool.After.of(config.spool_after()),
                        limits,
                        clock);
        outbox =
                config.outbox_dir().isBlank()
                        ? Optional.empty()
                        : Optional.of(new Outbox(Path.of(config.outbox_dir()), account));
        patience = Duration.ofSeconds(Math.max(1, config.answer_wait_seconds()));
        Deposit deposit = new Deposit(spool, limits, clock);
        Intake intake =
                new Intake(
                        deposit,
                        Math.max(1, Math.min(1024, config.http_max_mib())) * 1024L * 1024,
                        config._http_token());
        endpoint =
                config.http_port() > 0
                        ? Optional.of(new Endpoint(config.http_port(), intake, deposit::clear))
                        : Optional.empty();
    }

    /**
     * From the configuration; empty if it names no spool.
     *
     * @throws IllegalArgumentException if it cannot be; the message says what to do
     */
    static Optional<Feed> of(
            WhatsAppConfig config,
            AccountId account,
            Units units,
            Aliases aliases,
            Optional<Folder> folder,
            Clock clock) {
        boolean spool = !config.spool_dir().isBlank();
        if (!spool && !config.outbox_dir().isBlank()) {
            throw new IllegalArgumentException(
                    "outbox.dir is set without a spool, where the answers come; add spool.dir=FOLDER");
        }
        if (!spool && config.http_port() > 0) {
            throw new IllegalArgumentException(
                    "http.port is set without a spool, where what is posted goes; add spool.dir=FOLDER");
        }
        if (config.http_port() > 65_535) {
            throw new IllegalArgumentException(
                    "http.port is " + config.http_port() + "; write a number up to 65535");
        }
        return spool
                ? Optional.of(new Feed(config, account, units, aliases, folder, clock))
                : Optional.empty();
    }

    Spool spool() {
        return spool;
    }

    Optional<Outbox> outbox() {
        return outbox;
    }

    /** How long an answer is waited for. */
    Duration patience() {
        return patience;
    }

    Units units() {
        return units;
    }

    Aliases aliases() {
        return aliases;
    }

    /** The files of the spool with those of the folder beside it. */
    List<Unit> everything(List<Unit> spooled) throws SourceException {
        List<Unit> all = new ArrayList<>(spooled);
        if (folder.isPresent()) {
            all.addAll(folder.get().list());
        }
        return all;
    }

    /** Lets clients post, if that is configured, until the handle is closed. */
    Closeable openDoor() throws SourceException {
        return endpoint.isPresent() ? endpoint.get().open() : () -> {};
    }

    HistoryReader open(HistoryQuery query, Optional<Cursor> resume, Consumer<Rejected> warn)
            throws SourceException {
        spool.dir();
        if (AnswerReader.reads(query)) {
            return new AnswerReader(this, query, resume, clock, warn);
        }
        SpoolPosition place =
                resume.isPresent() ? SpoolPosition.parse(resume.get()) : SpoolPosition.START;
        List<Unit> spooled = spool.list();
        Set<Jid> chats =
                query.chat().isPresent()
                        ? aliases.of(query.chat().get(), everything(spooled))
                        : Set.of();
        return new SpoolReader(
                spool, spooled, units, query.lane().id(), new Filter(query, chats), place, warn);
    }

    /** Delivers what arrives, in the spool or by HTTP. */
    Closeable follow(LiveSink sink, String source) throws SourceException {
        spool.dir();
        Closeable door = openDoor();
        try {
            Follower follower = Follower.start(spool, units, sink, source);
            return () -> {
                follower.close();
                door.close();
            };
        } catch (SourceException e) {
            closeQuietly(door);
            throw e;
        }
    }

    private static void closeQuietly(Closeable door) {
        try {
            door.close();
        } catch (IOException e) {
            // it was not used yet
        }
    }
}
