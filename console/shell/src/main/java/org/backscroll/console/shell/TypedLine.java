package org.backscroll.console.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;

/**
 * The line that a person is typing, and candidates for its next word, in the terms of JLine. To be
 * touched only when JLine asks, for not every container has it.
 */
final class TypedLine {
    /** Where Gogo keeps the line while it asks what fits. */
    private static final String VARIABLE = ".commandLine";

    private TypedLine() {}

    /** Its words before the cursor, the command first; none when nobody is typing. */
    static List<String> words(CommandSession session) {
        return session.get(VARIABLE) instanceof ParsedLine line
                ? List.copyOf(line.words().subList(0, line.wordIndex()))
                : List.of();
    }

    static List<Object> candidates(List<KnownWords.Word> words) {
        return words.stream().<Object>map(TypedLine::candidate).toList();
    }

    private static Candidate candidate(KnownWords.Word word) {
        String note = word.note().orElse(null);
        return new Candidate(word.value(), word.value(), null, note, null, null, true);
    }
}
