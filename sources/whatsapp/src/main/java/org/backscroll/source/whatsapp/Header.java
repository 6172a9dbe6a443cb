package org.backscroll.source.whatsapp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * What stands before a field's contents.
 *
 * @param field its number
 * @param type its wire type
 * @param value the contents of a varint; the length of what is length-delimited or fixed
 * @param size how many bytes the header takes; all of the field if it is a varint
 */
record Header(int field, int type, long value, int size) {
    /** A tag and a varint take no more. */
    private static final int MAX_SIZE = 15;

    /** What stands at an index of the bytes held; empty if it cannot be a field. */
    static Optional<Header> read(Window window, int index) {
        int held = Math.min(MAX_SIZE, window.available() - index);
        CodedInputStream in =
                CodedInputStream.newInstance(window.array(), window.offset() + index, held);
        try {
            int tag = in.readTag();
            int field = WireFormat.getTagFieldNumber(tag);
            int type = WireFormat.getTagWireType(tag);
            long value =
                    switch (type) {
                        case WireFormat.WIRETYPE_VARINT, WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                                in.readRawVarint64();
                        case WireFormat.WIRETYPE_FIXED32 -> 4;
                        case WireFormat.WIRETYPE_FIXED64 -> 8;
                        default -> -1;
                    };
            boolean length = type != WireFormat.WIRETYPE_VARINT;
            boolean impossible =
                    field < 1
                            || field > Fields.MAX_FIELD_NUMBER
                            || length && (value < 0 || value > Integer.MAX_VALUE);
            return impossible
                    ? Optional.empty()
                    : Optional.of(new Header(field, type, value, in.getTotalBytesRead()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean delimited() {
        return type == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    boolean varint() {
        return type == WireFormat.WIRETYPE_VARINT;
    }

    /** The whole field's size. */
    long whole() {
        return varint() ? size : size + value;
    }
}
