package org.example.backscroll.jsonl;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads flat objects of texts and whole numbers, which is all that a line may be. */
final class Json {
    private static final String TEXT =
            "\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\/bfnrt]|\\\\u\\p{XDigit}{4})*+)\"";
    private static final Pattern MEMBER =
            Pattern.compile("\\s*" + TEXT + "\\s*:\\s*(?:" + TEXT + "|(-?\\d{1,18}))\\s*([,}])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u\\p{XDigit}{4}|.)");

    private Json() {}

    /**
     * The members of an object; numbers as they are written.
     *
     * @throws IllegalArgumentException if it is none of this kind
     */
    static Map<String, String> read(String line) {
        String text = line.strip();
        if (!text.startsWith("{")) {
            throw new IllegalArgumentException("this is no JSON object");
        }
        Map<String, String> members = new HashMap<>();
        Matcher member = MEMBER.matcher(text);
        for (int at = 1; ; at = member.end()) {
            if (!member.find(at) || member.start() != at) {
                throw new IllegalArgumentException("this is no flat JSON object");
            }
            String value = member.group(3) == null ? unescape(member.group(2)) : member.group(3);
            members.put(unescape(member.group(1)), value);
            if (member.group(4).equals("}")) {
                if (member.end() != text.length()) {
                    throw new IllegalArgumentException("something stands behind the JSON object");
                }
                return members;
            }
        }
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> {
                            String escape = found.group(1);
                            String plain =
                                    switch (escape.charAt(0)) {
                                        case 'n' -> "\n";
                                        case 't' -> "\t";
                                        case 'r' -> "\r";
                                        case 'b' -> "\b";
                                        case 'f' -> "\f";
                                        case 'u' ->
                                                ""
                                                        + (char)
                                                                Integer.parseInt(
                                                                        escape.substring(1), 16);
                                        default -> escape;
                                    };
                            return Matcher.quoteReplacement(plain);
                        });
    }
}
