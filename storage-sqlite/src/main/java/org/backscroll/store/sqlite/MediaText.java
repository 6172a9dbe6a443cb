package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backscroll.api.Media;

/** Attached files: how their attributes are written, how two reports of one file become one. */
final class MediaText {
    private MediaText() {}

    /** {@code name=value&name=value}, escaped as in a form; {@code null} for none. */
    static String write(SortedMap<String, String> attributes) {
        return attributes.isEmpty()
                ? null
                : attributes.entrySet().stream()
                        .map(e -> escape(e.getKey()) + "=" + escape(e.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static Map<String, String> read(String text) {
        Map<String, String> attributes = new TreeMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                attributes.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return attributes;
    }

    /** Both reports: what one lacks the other adds, of two values the greater holds. */
    static Media join(Media one, Media other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Media.Builder media = Media.builder();
        greater(one.mimeType(), other.mimeType()).ifPresent(media::mimeType);
        greater(one.fileName(), other.fileName()).ifPresent(media::fileName);
        greater(boxed(one.size()), boxed(other.size())).ifPresent(media::size);
        greater(one.duration(), other.duration()).ifPresent(media::duration);
        Map<String, String> attributes = new TreeMap<>(one.attributes());
        other.attributes()
                .forEach(
                        (name, value) ->
                                attributes.merge(
                                        name, value, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        return media.attributes(attributes).build();
    }

    private static <T extends Comparable<? super T>> Optional<T> greater(
            Optional<T> one, Optional<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return Comparator.<T>naturalOrder().compare(one.get(), other.get()) >= 0 ? one : other;
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
