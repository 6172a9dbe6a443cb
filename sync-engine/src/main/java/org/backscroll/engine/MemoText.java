package org.backscroll.engine;

import java.util.Optional;
import org.backscroll.api.strategy.Memo;

/** A memo as the text that is stored with a job: its format, a line break, its text. */
final class MemoText {
    private MemoText() {}

    static String write(Memo memo) {
        return memo.format() + '\n' + memo.text();
    }

    static Optional<Memo> read(String stored) {
        int line = stored.indexOf('\n');
        return line <= 0
                ? Optional.empty()
                : Optional.of(new Memo(stored.substring(0, line), stored.substring(line + 1)));
    }
}
