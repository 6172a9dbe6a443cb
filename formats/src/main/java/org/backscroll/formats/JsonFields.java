package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The fields of one JSON object, each as what it is expected to be. Whatever is not as expected is
 * told by an {@link IllegalArgumentException} that names the field, and none of what stands in it.
 */
final class JsonFields {
    private static final int MAX_DEPTH = 20;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE) // the line is bounded
                                    .maxNestingDepth(MAX_DEPTH)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private final Map<String, Object> values;

    private JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Parses a line that holds one object and nothing else.
     *
     * @throws IllegalArgumentException if it does not
     */
    static JsonFields parse(byte[] line) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            JsonFields fields = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the JSON object");
            }
            return fields;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " at byte " + offset(e);
            throw new IllegalArgumentException("it is no valid JSON" + place, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no valid UTF-8", e);
        }
    }

    private static long offset(JsonProcessingException e) {
        return Math.max(0, e.getLocation().getByteOffset()) + 1;
    }

    private static JsonFields object(JsonParser parser) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, value(parser));
        }
        return new JsonFields(values);
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? Double.NaN
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> Double.NaN; // no field of ours is one
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            default -> null;
        };
    }

    /** The same with a field that says something else. */
    JsonFields with(String name, String value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new JsonFields(changed);
    }

    private <T> Optional<T> as(String name, Class<T> type, String what) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException("its " + name + " is not " + what);
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    Optional<String> text(String name) {
        return as(name, String.class, "a text");
    }

    String requiredText(String name) {
        return required(text(name), name);
    }

    /** A text as something that is made of one. */
    <T> Optional<T> value(String name, Function<String, T> maker) {
        return text(name)
                .map(
                        text -> {
                            try {
                                return maker.apply(text);
                            } catch (IllegalArgumentException e) {
                                // Not the cause's message: it may quote the text.
                                throw new IllegalArgumentException(
                                        "its " + name + " is no " + name, e);
                            }
                        });
    }

    <T> T requiredValue(String name, Function<String, T> maker) {
        return required(value(name, maker), name);
    }

    OptionalLong number(String name) {
        return as(name, Long.class, "a whole number")
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** A time in epoch milliseconds; the greatest and the smallest stand for those beyond. */
    Optional<Instant> time(String name) {
        return as(name, Long.class, "a time in epoch milliseconds")
                .map(
                        millis ->
                                millis == Long.MAX_VALUE
                                        ? Instant.MAX
                                        : millis == Long.MIN_VALUE
                                                ? Instant.MIN
                                                : Instant.ofEpochMilli(millis));
    }

    Instant requiredTime(String name) {
        return required(time(name), name);
    }

    /** Whether something is so; not, when it is not said. */
    boolean flag(String name) {
        return as(name, Boolean.class, "true or false").orElse(false);
    }

    /** Whether something is so, if that is said. */
    Optional<Boolean> maybeFlag(String name) {
        return as(name, Boolean.class, "true or false");
    }

    Optional<JsonFields> object(String name) {
        return as(name, JsonFields.class, "an object");
    }

    /** The elements of a list; none, when it is not said. */
    <T> List<T> list(String name, Class<T> type) {
        List<T> list = new ArrayList<>();
        for (Object element : as(name, List.class, "a list").orElse(List.of())) {
            if (!type.isInstance(element)) {
                throw new IllegalArgumentException("its " + name + " are not as they should be");
            }
            list.add(type.cast(element));
        }
        return list;
    }

    /** The fields that are texts, of an object that holds nothing else. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.keySet().forEach(name -> texts.put(name, requiredText(name)));
        return texts;
    }
}
