package org.backscroll.source.whatsapp.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.Plausible;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * The pieces of one file, in an order that is the same at every reading: the chat, its messages,
 * the end.
 */
final class Pieces implements Closeable {
    private enum Stage {
        CHAT,
        MESSAGES,
        END,
        OVER
    }

    private final Setup setup;
    private final Export export;
    private final Jid chat;
    private final Consumer<String> warn;
    private Optional<String> trouble = Optional.empty();
    private Blocks blocks;
    private Messages messages;
    private Stage stage = Stage.CHAT;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private boolean damaged;

    /**
     * Opens a file. What cannot be read of it is told as one of its pieces.
     *
     * @param warn takes a line about what a person may want to set otherwise
     */
    Pieces(Setup setup, Surveys surveys, Export export, Consumer<String> warn) throws IOException {
        this.setup = setup;
        this.export = export;
        this.warn = warn;
        chat = Messages.chat(setup, export.title());
        try {
            Survey survey = surveys.of(export);
            survey.dates().doubt().ifPresent(date -> warn.accept(doubt(survey, date)));
            Lines lines = new Lines(ChatText.open(export, setup.limits()), setup.limits().record());
            blocks = new Blocks(lines, survey, setup.limits().record());
            messages = new Messages(setup, export.title(), survey.shape());
        } catch (UnreadableException e) {
            trouble = Optional.of(e.getMessage());
        } catch (AccessDeniedException e) {
            trouble = Optional.of("this user may not read it");
        }
    }

    private String doubt(Survey survey, Digits date) {
        DateOrder order = survey.dates().order();
        return "nothing in it tells whether the day or the month comes first in "
                + date
                + "; read as "
                + order
                + "; if that is wrong, forget the account, remove the source and add it with dates="
                + (order == DateOrder.DMY ? "mdy" : "dmy");
    }

    /** The next piece; empty at the end. */
    Optional<Piece> next() throws IOException, SourceException {
        while (true) {
            switch (stage) {
                case CHAT -> {
                    stage = Stage.MESSAGES;
                    if (trouble.isEmpty()) {
                        return Optional.of(snapshot());
                    }
                }
                case MESSAGES -> {
                    Optional<Piece> piece = trouble.isEmpty() ? message() : Optional.empty();
                    if (piece.isPresent()) {
                        return piece;
                    }
                    stage = Stage.END;
                    if (trouble.isPresent()) {
                        return Optional.of(bad(blocks == null ? "all of it" : "the rest"));
                    }
                }
                case END -> {
                    stage = Stage.OVER;
                    return Optional.of(end());
                }
                case OVER -> {
                    return Optional.empty();
                }
            }
        }
    }

    private Piece snapshot() {
        String title = export.title();
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, AsOf.HEARSAY);
        if (!Names.isNumber(title)) {
            snapshot.name(title);
        }
        return new Piece.Told(snapshot.build(), Kind.CONVERSATIONS, Optional.empty(), 256);
    }

    private Optional<Piece> message() throws IOException, SourceException {
        Optional<Block> block = Optional.empty();
        try {
            block = blocks.next();
        } catch (UnreadableException e) {
            trouble = Optional.of(e.getMessage());
        }
        if (block.isEmpty()) {
            checkStill();
            return Optional.empty();
        }
        Optional<String> wrong = block.get().trouble();
        if (wrong.isPresent()) {
            damaged = true;
            Rejected rejected =
                    new Rejected(
                            export.name(),
                            "line " + block.get().line(),
                            wrong.get(),
                            block.get().raw());
            return Optional.of(new Piece.Bad(rejected, block.get().size()));
        }
        Message message = messages.of(block.get());
        saw(message.timestamp());
        return Optional.of(
                new Piece.Told(
                        new Entry.MessageEntry(message),
                        Kind.MESSAGES,
                        Optional.of(message.timestamp()),
                        256 + 2 * block.get().size()));
    }

    private void saw(Instant sent) {
        if (Plausible.is(sent)) {
            oldest = Math.min(oldest, sent.toEpochMilli());
            newest = Math.max(newest, sent.toEpochMilli());
        }
    }

    private Piece bad(String place) {
        damaged = true;
        return new Piece.Bad(
                new Rejected(export.name(), place, trouble.orElseThrow(), new byte[0]), 256);
    }

    /** An export begins where the phone's memory or WhatsApp's limit does: it only claims. */
    private Piece end() {
        if (messages != null && setup.me().isPresent() && !messages.sawMe()) {
            warn.accept(
                    "nobody in it is named as me= says, so no message counts as the owner's; give"
                            + " the name as it stands in the file");
        }
        if (damaged || oldest > newest) {
            return new Piece.Ended(Optional.empty());
        }
        return new Piece.Ended(
                Optional.of(
                        new Covered(
                                WhatsAppExportSource.LANE.id(),
                                Optional.of(chat),
                                new Mark(oldest, ""),
                                new Mark(newest, ""),
                                false,
                                false)));
    }

    /** A file that ends may only be on its way here. */
    private void checkStill() throws IOException, SourceException {
        if (Files.size(export.path()) != export.size()) {
            throw new SourceException.Transient(
                    "the file " + export.name() + " is still being written", null);
        }
    }

    /** The chat that is in it. */
    Jid chat() {
        return chat;
    }

    /** How much of it is read, 0 to 1, as far as can be told. */
    double fraction() {
        return blocks == null || export.zipped() || export.size() == 0
                ? 0
                : Math.min(1, (double) blocks.read() / export.size());
    }

    @Override
    public void close() throws IOException {
        if (blocks != null) {
            blocks.close();
        }
    }
}
