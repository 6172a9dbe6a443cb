package org.backscroll.console.shell;

import java.util.Map;

/**
 * What each option means, in a line for help and completion. An option means the same wherever it
 * stands, unless a command says otherwise.
 */
final class OptionNotes {
    private static final Map<String, String> NOTES =
            Map.ofEntries(
                    Map.entry(
                            "--account", "whose history; may be left out where there is only one"),
                    Map.entry(
                            "--anchor",
                            "ON_DEMAND: before which message; default: the oldest stored"),
                    Map.entry("--around", "the messages around this one, rather than the newest"),
                    Map.entry(
                            "--background",
                            "give the prompt back at once; the sync goes on behind"),
                    Map.entry("--before", "go on where a page ended, by the cursor it gave"),
                    Map.entry("--bind", "the address to listen on; default: 127.0.0.1"),
                    Map.entry("--chat", "only this chat, by any of its addresses"),
                    Map.entry("--count", "stop after so many messages; default: no limit"),
                    Map.entry("--cursor", "go on where a sync ended, by the cursor it gave"),
                    Map.entry("--dry-run", "only tell what would go"),
                    Map.entry(
                            "--format",
                            "ndjson (the default), for import; txt or html, for reading"),
                    Map.entry("--from", "only what this person sent"),
                    Map.entry("--help", "how the command is typed"),
                    Map.entry("--json", "answer with one JSON document"),
                    Map.entry("--keep", "keep the newest N messages of each chat"),
                    Map.entry("--limit", "how many at most; default: 50"),
                    Map.entry("coverage --limit", "how many chats with gaps at most; default: 20"),
                    Map.entry("search --limit", "how many at most; default: 20"),
                    Map.entry(
                            "--max-size",
                            "take the oldest until the data are no larger: 500M, 1.5G"),
                    Map.entry("--no-check", "keep it even if it does not answer now"),
                    Map.entry("--older-than", "take what was sent before: 365d, 52w, 2y or a date"),
                    Map.entry("--port", "the port to listen on; default: 8377"),
                    Map.entry("--restart", "read all again; doubles nothing"),
                    Map.entry("--since", "only what was sent then or later: a date, or 7d ago"),
                    Map.entry("--source", "only from this source; default: all of the account"),
                    Map.entry("--type", "which sync; default: RECENT"),
                    Map.entry("search --type", "only such messages: text,image,video,..."),
                    Map.entry("--until", "only what was sent before: a date, or 7d ago"));

    private OptionNotes() {}

    /** What an option of a command means; empty if nobody wrote it down, which a test forbids. */
    static String of(String command, String option) {
        return NOTES.getOrDefault(command + " " + option, NOTES.getOrDefault(option, ""));
    }
}
