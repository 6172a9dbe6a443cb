package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens generators that write compact JSON in UTF-8, and writes the kinds of fields we have. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory().setRootValueSeparator("\n");

    private Json() {}

    /** Something that writes one JSON value. */
    @FunctionalInterface
    public interface Value {
        /** Writes it. */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * A generator that writes compact JSON in UTF-8, several values each on a line of its own.
     *
     * @param out is flushed, but never closed by the generator
     */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }

    /** One value as a text. */
    public static String toString(Value value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(out)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A field with a text, or {@code null}. */
    public static void text(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        text(json, value);
    }

    /** A field with a text, or null when there is none. */
    public static void text(JsonGenerator json, String name, Optional<String> value)
            throws IOException {
        text(json, name, value.orElse(null));
    }

    /**
     * A text as a value. Half a surrogate pair, which UTF-8 cannot express, is written as an escape
     * so that it comes back unchanged.
     */
    public static void text(JsonGenerator json, String value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (isWellFormed(value)) {
            json.writeString(value);
        } else {
            json.writeRawValue(quote(value));
        }
    }

    /** A field with the text of something, or null when there is none. */
    public static void textOf(JsonGenerator json, String name, Optional<?> value)
            throws IOException {
        text(json, name, value.map(Objects::toString).orElse(null));
    }

    /** A field with a time in epoch milliseconds. */
    public static void time(JsonGenerator json, String name, Instant value) throws IOException {
        json.writeNumberField(name, millis(value));
    }

    /** A field with a time in epoch milliseconds, or null when there is none. */
    public static void time(JsonGenerator json, String name, Optional<Instant> value)
            throws IOException {
        if (value.isPresent()) {
            time(json, name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    /** A field with a number, or null when there is none. */
    public static void number(JsonGenerator json, String name, OptionalLong value)
            throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    /** A field with true or false, or null when it is not known. */
    public static void flag(JsonGenerator json, String name, Optional<Boolean> value)
            throws IOException {
        if (value.isPresent()) {
            json.writeBooleanField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    /** A field with a span of time in milliseconds, or null when there is none. */
    public static void millis(JsonGenerator json, String name, Optional<Duration> value)
            throws IOException {
        number(
                json,
                name,
                value.map(span -> OptionalLong.of(span.toMillis())).orElseGet(OptionalLong::empty));
    }

    /** A list of values. */
    public static <T> void list(
            JsonGenerator json, String name, Iterable<T> values, ElementWriter<? super T> writer)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            writer.write(json, value);
        }
        json.writeEndArray();
    }

    /** Something that writes one element of a list. */
    @FunctionalInterface
    public interface ElementWriter<T> {
        /** Writes it. */
        void write(JsonGenerator json, T value) throws IOException;
    }

    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException beyondALong) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Whether every surrogate has its other half. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c) && !isPair(text, i)) {
                out.append(String.format("\\u%04X", (int) c));
            } else {
                out.append(c);
                if (Character.isHighSurrogate(c)) {
                    out.append(text.charAt(++i));
                }
            }
        }
        return out.append('"').toString();
    }
}
