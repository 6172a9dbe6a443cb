package org.backscroll.source.whatsapp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Walks the fields of one protobuf message and reads them strictly: a wire type or a string that is
 * not what the schema says is a sign of damage, not something to guess about.
 */
final class Fields {
    /**
     * Unknown fields are skipped, for the format grows; but its numbers are in the low hundreds,
     * and a number far beyond is what damaged bytes look like.
     */
    static final int MAX_FIELD_NUMBER = 2_000;

    /** Decodes a nested message. */
    interface Decoder<T> {
        T decode(Fields fields) throws IOException;
    }

    /** Decodes a nested message and keeps what it finds. */
    interface Reader {
        void read(Fields fields) throws IOException;
    }

    private final CodedInputStream in;
    private int tag;

    private Fields(CodedInputStream in) {
        this.in = in;
    }

    /** Decodes a message that fills a stretch of an array. */
    static <T> T decode(byte[] array, int offset, int length, Decoder<T> decoder)
            throws IOException {
        Fields fields = new Fields(CodedInputStream.newInstance(array, offset, length));
        T value = decoder.decode(fields);
        fields.drain();
        return value;
    }

    /** Moves to the next field; false at the message's end. */
    boolean next() throws IOException {
        if (in.isAtEnd()) {
            return false;
        }
        tag = in.readTag();
        if (number() > MAX_FIELD_NUMBER) {
            throw new MalformedException("a field has the impossible number " + number());
        }
        return true;
    }

    int number() {
        return WireFormat.getTagFieldNumber(tag);
    }

    /** Whether the current field is a string, bytes or a message. */
    boolean delimited() {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** A varint, as the 64 bits it is. */
    long number64() throws IOException {
        expect(WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    /** A varint that fits an {@code int} as enumerations and small counts do. */
    int number32() throws IOException {
        long value = number64();
        if (value != (int) value) {
            throw new MalformedException("field " + number() + " is out of range");
        }
        return (int) value;
    }

    boolean bool() throws IOException {
        long value = number64();
        if (value != 0 && value != 1) {
            throw new MalformedException("field " + number() + " is neither true nor false");
        }
        return value == 1;
    }

    double real() throws IOException {
        expect(WireFormat.WIRETYPE_FIXED64);
        return in.readDouble();
    }

    /** A string that must be valid UTF-8. */
    String string() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readStringRequireUtf8();
    }

    byte[] bytes() throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readByteArray();
    }

    /** A nested message, read to its end whatever the decoder leaves. */
    <T> T message(Decoder<T> decoder) throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int outer = in.pushLimit(in.readRawVarint32());
        Fields nested = new Fields(in);
        T value = decoder.decode(nested);
        nested.drain();
        in.popLimit(outer);
        return value;
    }

    /** Same, for a decoder that keeps what it finds. */
    void read(Reader reader) throws IOException {
        message(
                fields -> {
                    reader.read(fields);
                    return null;
                });
    }

    /** A message's only field that matters, a string; empty if it is not there. */
    String onlyString(int number) throws IOException {
        String text = "";
        while (next()) {
            if (number() == number) {
                text = string();
            } else {
                skip();
            }
        }
        return text;
    }

    /** A message's only field that matters, a small number; 0 if it is not there. */
    int onlyNumber(int number) throws IOException {
        int value = 0;
        while (next()) {
            if (number() == number) {
                value = number32();
            } else {
                skip();
            }
        }
        return value;
    }

    /** Passes over the current field without holding it. */
    void skip() throws IOException {
        int type = WireFormat.getTagWireType(tag);
        if (type == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
            throw new MalformedException("field " + number() + " has a wire type that is not used");
        }
    }

    private void drain() throws IOException {
        while (next()) {
            skip();
        }
    }

    private void expect(int wireType) throws MalformedException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new MalformedException("field " + number() + " has the wrong wire type");
        }
    }
}
