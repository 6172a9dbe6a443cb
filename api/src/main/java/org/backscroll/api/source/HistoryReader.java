package org.backscroll.api.source;

import java.io.Closeable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads one range, once, in its order. Used by one thread at a time, save {@link #close()}, which
 * may come from another and unblocks {@link #next}.
 *
 * <p>Memory is bounded by the chunk: a reader decodes as a stream and never holds more than about
 * one chunk.
 */
@ConsumerType
public interface HistoryReader extends Closeable {
    /**
     * The next records, in order.
     *
     * <p>A record that cannot be read is listed as rejected and skipped, as is the unreadable rest
     * of a wire unit; it is never a reason to throw. A chunk with nothing in it is fine as long as
     * its cursor has moved or its end is not {@link End#MORE}.
     *
     * @param maxMessages the most {@link Entry.MessageEntry message entries} it may hold, at least
     *     1; what comes with them or between them does not count, but a chunk holds no more than
     *     about 4 MiB and 4 times as many entries altogether. A chunk with more messages is
     *     refused, and the job fails
     * @return a chunk, or word that the answer is not here yet. After a chunk whose end is not
     *     {@link End#MORE}, and after an exception, it is not called again
     * @throws SourceException typed by what to do about it
     * @throws InterruptedException only if the thread was interrupted or the reader closed;
     *     anything else that breaks a wait off is {@link SourceException.Transient}
     */
    Fetched next(int maxMessages) throws SourceException, InterruptedException;

    /**
     * Everything up to a cursor that {@link #next} gave is durably stored: now the source may
     * acknowledge, archive or delete it. Called in order; may be called after a later chunk was
     * fetched already. Must not throw for trouble that a later run heals.
     */
    default void committed(Cursor cursor) throws SourceException {}

    /** Ends the reading; what was not committed is read again by another reader. Idempotent. */
    @Override
    void close();
}
