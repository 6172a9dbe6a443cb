package org.backscroll.api.source;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.HistoryClient;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One server, or archive, that has the history of one account. Implement it and register it as a
 * service with the properties {@link #NAME}, {@link #TYPE} and {@link #ACCOUNT}; the engine does
 * the rest: what to ask for, how much, retries, limits, and telling the store.
 *
 * <p><b>Configuration.</b> A source that people can add by command is a Declarative Services
 * component that requires configuration, with the factory PID {@code org.backscroll.source.TYPE}
 * and a metatype ({@code @Designate(ocd = …, factory = true)}) that describes its settings. Who
 * adds one writes {@link #NAME} and {@link #ACCOUNT} into the configuration, from where Declarative
 * Services makes them service properties. A setting named {@code dir} or {@code file}, or ending in
 * {@code .dir} or {@code .file}, is a path and made absolute when it is added; a setting of
 * metatype {@code PASSWORD} is never printed. Activation connects to nothing and does not fail:
 * {@link #probe()} does.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, several at once. They may block; a
 * blocked call ends soon after its thread is interrupted.
 */
@ConsumerType
public interface HistorySource {
    /** Service property: the source's name, unique in a framework, a {@code String}. */
    String NAME = "backscroll.source";

    /** Service property: the source's type, as in {@code source add TYPE}, a {@code String}. */
    String TYPE = "backscroll.source.type";

    /** Service property: the account it feeds, a {@code String}. */
    String ACCOUNT = HistoryClient.ACCOUNT;

    /** What the factory PID of a source's configuration begins with; the type follows. */
    String FACTORY_PID_PREFIX = "org.backscroll.source.";

    /**
     * Connects once and says what is there, changing nothing.
     *
     * @throws SourceException if it cannot be reached or used; the message says what to do
     */
    SourceInfo probe() throws SourceException;

    /**
     * The streams there are, in no particular order. A lane that was listed once keeps its id and
     * its order for good.
     */
    List<Lane> lanes() throws SourceException;

    /**
     * Opens a range of a lane for reading.
     *
     * @param query what is wanted, on a lane of {@link #lanes()}. What the lane does not bear is
     *     left out; records that the query does not cover may be skipped silently, but not one that
     *     it covers. Every entry bears the account of this source, or it is dropped
     * @param resume where an earlier reader of an equal query stopped: the cursor of a committed
     *     chunk. Reading goes on with the record after it. Also given when that reader had come to
     *     the end: then what is new since is read. It is itself word that everything up to it is
     *     durable, also when {@link HistoryReader#committed} was never called for it because the
     *     process died
     * @throws SourceException.CursorLost if it cannot go on there; the engine then opens without
     * @throws SourceException.Permanent also if the lane can be read in this direction in one chat
     *     only, and the query names none
     * @throws SourceException for any other trouble
     */
    HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException;

    /**
     * Opens records for reading again that could not be read once and lie in quarantine: this
     * source may have learnt to read them, or be configured otherwise by now.
     *
     * @param records all of one {@linkplain Rejected#unit() wire unit}, at least one, as this
     *     source told of them
     * @return a reader of these records, or of all of their unit; what it still cannot read it
     *     lists as rejected, under the same unit and position. Its cursors are never handed back.
     *     Empty if the unit is gone, or this source keeps none
     * @throws SourceException if it cannot look now; the message says what to do
     */
    default Optional<HistoryReader> reread(List<Rejected> records) throws SourceException {
        return Optional.empty();
    }

    /**
     * Starts to deliver what happens from now on, until the returned handle is closed. Opened
     * before a catch-up, so that nothing falls between the two.
     *
     * @return empty if this source cannot
     */
    default Optional<Closeable> live(LiveSink sink) throws SourceException {
        return Optional.empty();
    }
}
