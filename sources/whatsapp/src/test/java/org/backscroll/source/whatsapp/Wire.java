package org.backscroll.source.whatsapp;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Builds protobuf by hand, as a phone would and as it never would. */
final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    static Wire of() {
        return new Wire();
    }

    Wire num(int field, long value) throws IOException {
        out.writeUInt64(field, value);
        return this;
    }

    Wire str(int field, String value) throws IOException {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire raw(int field, byte[] value) throws IOException {
        out.writeByteArray(field, value);
        return this;
    }

    Wire real(int field, double value) throws IOException {
        out.writeDouble(field, value);
        return this;
    }

    Wire msg(int field, Wire value) throws IOException {
        return raw(field, value.done());
    }

    /** A tag and a length with nothing behind them. */
    Wire promise(int field, int length) throws IOException {
        out.writeTag(field, 2);
        out.writeUInt32NoTag(length);
        return this;
    }

    byte[] done() throws IOException {
        out.flush();
        return bytes.toByteArray();
    }

    void zlib(Path file) throws IOException {
        try (DeflaterOutputStream to = new DeflaterOutputStream(Files.newOutputStream(file))) {
            to.write(done());
        }
    }

    void gzip(Path file) throws IOException {
        try (GZIPOutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
            to.write(done());
        }
    }
}
