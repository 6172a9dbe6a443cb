package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncResult;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.Quarantine;

/** The JSON of syncs: how they ended, how they stand, and what they left behind. */
public final class SyncJson {
    private SyncJson() {}

    /** How a sync ended, as an object. */
    public static void result(JsonGenerator json, SyncResult result) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("success", result.success());
        Json.text(json, "status", result.status().name());
        Json.text(json, "sync_type", result.type().name());
        json.writeBooleanField("has_more", result.hasMore());
        Json.text(json, "cursor", result.cursor());
        counts(json, result.counts());
        json.writeNumberField("elapsed_ms", result.elapsed().toMillis());
        Json.text(json, "error", result.error());
        json.writeEndObject();
    }

    /** A job as it stands, as an object. */
    public static void job(JsonGenerator json, JobState job) throws IOException {
        json.writeStartObject();
        Json.text(json, "id", job.id());
        key(json, job.key());
        Json.text(json, "status", job.status().name());
        Json.text(json, "reason", job.reason());
        counts(json, job.counts());
        Json.time(json, "created", job.created());
        Json.time(json, "updated", job.updated());
        json.writeEndObject();
    }

    /** How far a lane was read, as an object. */
    public static void lane(JsonGenerator json, LaneState lane) throws IOException {
        json.writeStartObject();
        Json.text(json, "lane", lane.lane());
        Json.text(json, "range", lane.range());
        Json.text(json, "cursor", lane.cursor().map(Cursor::value));
        Json.text(json, "end", lane.end().name());
        Json.text(json, "job", lane.job());
        json.writeNumberField("messages", lane.messages());
        json.writeNumberField("generation", lane.generation());
        Json.time(json, "updated", lane.updated());
        json.writeEndObject();
    }

    /** A line of the ledger, as an object; positions are what {@code order} says. */
    public static void coverage(JsonGenerator json, Coverage coverage) throws IOException {
        json.writeStartObject();
        Json.text(json, "source", coverage.source());
        Json.text(json, "lane", coverage.range().lane());
        Json.textOf(json, "order", coverage.order());
        Json.textOf(json, "chat_jid", coverage.range().chat());
        json.writeNumberField("from", coverage.range().from().position());
        Json.text(json, "from_id", coverage.range().from().id());
        json.writeNumberField("to", coverage.range().to().position());
        Json.text(json, "to_id", coverage.range().to().id());
        json.writeBooleanField("proven", coverage.range().proven());
        json.writeBooleanField("beginning_reached", coverage.range().beginning());
        json.writeEndObject();
    }

    /** A record in quarantine, as an object; of its bytes only how many are kept. */
    public static void held(JsonGenerator json, Quarantine.Held held) throws IOException {
        json.writeStartObject();
        heldFields(json, held);
        json.writeEndObject();
    }

    /** A record in quarantine with its bytes, in base64, as an object. */
    public static void heldInFull(JsonGenerator json, Quarantine.Held held) throws IOException {
        json.writeStartObject();
        heldFields(json, held);
        json.writeBinaryField("raw_base64", held.record().raw());
        json.writeEndObject();
    }

    private static void heldFields(JsonGenerator json, Quarantine.Held held) throws IOException {
        json.writeNumberField("id", held.id());
        key(json, held.key());
        Json.text(json, "unit", held.record().unit());
        Json.text(json, "position", held.record().position());
        Json.text(json, "reason", held.record().reason());
        json.writeNumberField("bytes", held.record().raw().length);
        Json.time(json, "since", held.since());
        json.writeNumberField("times", held.times());
    }

    /** The fields of a key, into an object that is open. */
    public static void key(JsonGenerator json, JobKey key) throws IOException {
        Json.text(json, "account", key.account().value());
        Json.text(json, "source", key.source());
        Json.text(json, "sync_type", key.type().name());
        Json.textOf(json, "chat_jid", key.chat());
    }

    private static void counts(JsonGenerator json, SyncCounts counts) throws IOException {
        json.writeNumberField("synced_messages", counts.messages());
        json.writeNumberField("new_messages", counts.newMessages());
        json.writeNumberField("changed_messages", counts.changedMessages());
        json.writeNumberField("synced_chats", counts.chats());
        json.writeNumberField("synced_names", counts.names());
        json.writeNumberField("skipped", counts.skipped());
    }
}
