package org.backscroll.source.whatsapp.export;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** Parts a text into its messages: each begins with a header, and has all lines up to the next. */
final class Blocks implements Closeable {
    private final Lines lines;
    private final Survey survey;
    private final int most;
    private Block open;

    /**
     * @param most the most bytes of a message
     */
    Blocks(Lines lines, Survey survey, int most) {
        this.lines = lines;
        this.survey = survey;
        this.most = most;
    }

    /** The next message; empty at the end. */
    Optional<Block> next() throws IOException {
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            Optional<Header> header = header(line.get());
            if (open != null && header.isEmpty()) {
                open.add(line.get(), 0);
                continue;
            }
            Block done = open;
            open = new Block(line.get().number(), header.flatMap(this::time), most);
            open.add(line.get(), header.map(Header::end).orElse(0));
            if (done != null && !done.isBlank()) {
                return Optional.of(done);
            }
        }
        Block last = open;
        open = null;
        return Optional.ofNullable(last).filter(block -> !block.isBlank());
    }

    private Optional<Header> header(Line line) {
        return Header.of(line.beginning())
                .filter(header -> header.shape().equals(survey.shape()))
                .filter(header -> time(header).isPresent());
    }

    private Optional<LocalDateTime> time(Header header) {
        Optional<LocalDate> date = survey.dates().order().date(header.date());
        return date.map(day -> day.atTime(header.time()));
    }

    /** How many bytes were read. */
    long read() {
        return lines.read();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
