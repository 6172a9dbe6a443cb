package org.backscroll.source.whatsapp.export;

import java.io.IOException;
import java.util.Optional;

/**
 * What has to be known of a file before its messages can be read.
 *
 * @param shape how its headers are written
 * @param dates in which order its dates are, and whether that is in doubt
 */
record Survey(Shape shape, DateEvidence.Verdict dates) {

    /**
     * Reads a file once, holding a line of it at a time.
     *
     * @param otherwise the order of dates when the file does not tell
     * @return empty if not one line of it looks like a message of an exported chat
     */
    static Optional<Survey> of(Lines lines, DateOrder otherwise) throws IOException {
        Optional<Shape> shape = Optional.empty();
        DateEvidence evidence = new DateEvidence();
        try {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<Header> header = Header.of(line.get().beginning());
                if (shape.isEmpty()) {
                    shape = header.map(Header::shape);
                }
                if (header.isPresent() && shape.get().equals(header.get().shape())) {
                    evidence.add(header.get().date());
                }
            }
        } catch (UnreadableException e) {
            // What is in front of the damage tells as well; the damage is told when it is read.
            return shape.map(found -> new Survey(found, evidence.verdict(otherwise)));
        }
        return shape.map(found -> new Survey(found, evidence.verdict(otherwise)));
    }
}
