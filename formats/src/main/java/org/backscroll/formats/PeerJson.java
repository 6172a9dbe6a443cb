package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.AccountId;

/** The JSON in which one Backscroll tells another what it serves and what it refuses. */
public final class PeerJson {
    private static final long VERSION = 1;

    private PeerJson() {}

    /** The accounts that are served, as an object. */
    public static void accounts(JsonGenerator json, List<AccountId> accounts) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        Json.list(json, "accounts", accounts, (g, account) -> Json.text(g, account.value()));
        json.writeEndObject();
    }

    /**
     * Reads what {@link #accounts(JsonGenerator, List)} wrote.
     *
     * @throws IllegalArgumentException if it cannot be, or is of another version
     */
    public static List<AccountId> accounts(byte[] text) {
        JsonFields fields = JsonFields.parse(text);
        if (fields.number("version").orElse(0) != VERSION) {
            throw new IllegalArgumentException("it is of another version");
        }
        List<AccountId> accounts = new ArrayList<>();
        for (String account : fields.list("accounts", String.class)) {
            accounts.add(AccountId.of(account));
        }
        return accounts;
    }

    /**
     * What is told instead of an answer, as an object.
     *
     * @param code what programs go by
     * @param message for a person
     */
    public static void error(JsonGenerator json, String code, String message) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("error");
        json.writeStringField("code", code);
        Json.text(json, "message", message);
        json.writeEndObject();
        json.writeEndObject();
    }
}
