package org.example.backscroll.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.backscroll.api.Page;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Cursors: the key of a page's last row, in words that nobody need understand. */
final class Pages {
    private Pages() {}

    static String cursor(String list, Object... key) {
        StringBuilder text = new StringBuilder(list);
        for (Object part : key) {
            text.append('\n').append(encode(part.toString()));
        }
        return encode(text.toString());
    }

    /**
     * The key of a cursor.
     *
     * @throws IllegalArgumentException if it is not one of this list
     */
    static String[] key(String list, int parts, String cursor) {
        String[] lines = decode(cursor).split("\n", -1);
        if (!lines[0].equals(list) || lines.length != parts + 1) {
            throw new IllegalArgumentException("the cursor is not one of this list");
        }
        return Arrays.stream(lines).skip(1).map(Pages::decode).toArray(String[]::new);
    }

    /** The first rows of a list that come after a cursor. */
    static <T> Page<T> page(
            List<T> rows, Predicate<T> after, int limit, Function<T, String> cursor) {
        List<T> found = rows.stream().filter(after).limit(limit + 1L).toList();
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.get(limit - 1))));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), UTF_8);
    }
}
