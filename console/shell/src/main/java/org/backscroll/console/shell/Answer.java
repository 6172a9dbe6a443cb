package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a command returns: data that can be shown to people and to programs. */
interface Answer {
    /** Writes it as one JSON value. */
    void json(JsonGenerator json) throws IOException;

    /** Lays it out for people, in lines. */
    String text(Screen screen);

    /** The exit code of a process that was started for this command. */
    default int exitCode() {
        return 0;
    }

    /** An answer for somebody who asked for JSON, whatever the others get. */
    record AsJson(Answer answer) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            answer.json(json);
        }

        @Override
        public String text(Screen screen) {
            return org.backscroll.formats.Json.toString(answer::json);
        }

        @Override
        public int exitCode() {
            return answer.exitCode();
        }
    }

    /** A few lines that say it all. */
    record Text(String lines) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            org.backscroll.formats.Json.text(json, "text", lines);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return lines;
        }
    }
}
