package org.backscroll.sample;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes one protobuf message, field by field, in memory. */
final class Proto {
    private interface Write {
        void to(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 128);

    Proto number(int field, long value) {
        return write(o -> o.writeUInt64(field, value));
    }

    Proto flag(int field, boolean value) {
        return write(o -> o.writeBool(field, value));
    }

    Proto real(int field, double value) {
        return write(o -> o.writeDouble(field, value));
    }

    Proto text(int field, String value) {
        return write(o -> o.writeString(field, value));
    }

    Proto bytes(int field, byte[] value) {
        return write(o -> o.writeByteArray(field, value));
    }

    Proto message(int field, Proto value) {
        return bytes(field, value.encoded());
    }

    byte[] encoded() {
        write(CodedOutputStream::flush);
        return bytes.toByteArray();
    }

    private Proto write(Write write) {
        try {
            write.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
