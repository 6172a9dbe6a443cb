package org.backscroll.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.backscroll.api.HistoryException;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.LaneState;

/**
 * The cursor that callers get: where one lane stood, sealed with what it belongs to, so that a
 * foreign or mangled one is refused.
 *
 * @param lane the lane's id
 * @param generation the lane's generation; of another one the cursor is out of date
 * @param range a digest of the query that was read
 * @param cursor the source's own cursor
 */
record ClientCursor(String lane, long generation, int range, Cursor cursor) {
    private static final JsonFactory JSON = new JsonFactory();

    static ClientCursor of(LaneState state) {
        return new ClientCursor(
                state.lane(),
                state.generation(),
                crc(state.range().getBytes(StandardCharsets.UTF_8)),
                state.cursor().orElseThrow());
    }

    /** Whether it speaks of what a lane reads now. */
    boolean matches(LaneState state) {
        return lane.equals(state.lane())
                && generation == state.generation()
                && range == crc(state.range().getBytes(StandardCharsets.UTF_8));
    }

    String seal(UUID store, JobKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("v", 1);
            json.writeNumberField("k", owner(store, key));
            json.writeStringField("l", lane);
            json.writeNumberField("g", generation);
            json.writeNumberField("r", range);
            json.writeStringField("c", cursor.value());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e); // a byte array does not fail
        }
        byte[] body = out.toByteArray();
        byte[] sealed = ByteBuffer.allocate(body.length + 4).put(body).putInt(crc(body)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * Reads a cursor.
     *
     * @throws HistoryException if it is mangled or belongs to something else
     */
    static ClientCursor open(String token, UUID store, JobKey key) throws HistoryException {
        Map<String, String> fields = new HashMap<>();
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(token.strip());
            byte[] body = Arrays.copyOf(sealed, Math.max(0, sealed.length - 4));
            if (sealed.length < 5
                    || ByteBuffer.wrap(sealed, body.length, 4).getInt() != crc(body)) {
                throw mangled();
            }
            try (JsonParser json = JSON.createParser(body)) {
                while (json.nextToken() != null) {
                    if (json.currentToken() == JsonToken.FIELD_NAME) {
                        String name = json.currentName();
                        json.nextToken();
                        fields.put(name, json.getText());
                    }
                }
            }
            if (!"1".equals(fields.get("v"))) {
                throw mangled();
            }
            if (Integer.parseInt(fields.get("k")) != owner(store, key)) {
                throw new HistoryException(
                        HistoryException.Kind.BAD_CURSOR,
                        "the cursor belongs to another account, source, type or chat; use the one of the last"
                                + " result of the same call, or none to go on where it stopped");
            }
            return new ClientCursor(
                    fields.get("l"),
                    Long.parseLong(fields.get("g")),
                    Integer.parseInt(fields.get("r")),
                    new Cursor(fields.get("c")));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw mangled();
        }
    }

    private static HistoryException mangled() {
        return new HistoryException(
                HistoryException.Kind.BAD_CURSOR,
                "the cursor is damaged; copy it whole, or leave it out to go on where the last call stopped");
    }

    private static int owner(UUID store, JobKey key) {
        String text =
                store
                        + "\n"
                        + key.account()
                        + "\n"
                        + key.source()
                        + "\n"
                        + key.type()
                        + "\n"
                        + key.chat().map(Object::toString).orElse("");
        return crc(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** The cursor of a lane for callers, if it has one. */
    static Optional<String> seal(Optional<LaneState> state, UUID store, JobKey key) {
        return state.filter(s -> s.cursor().isPresent()).map(s -> of(s).seal(store, key));
    }
}
