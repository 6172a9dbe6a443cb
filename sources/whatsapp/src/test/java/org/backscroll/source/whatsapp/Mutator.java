package org.backscroll.source.whatsapp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Mangles bytes: blindly, or as protobuf, so that what is around the damage still fits. */
final class Mutator {
    private static final int MAX_SIZE = 32 * 1024;
    private static final int MAX_DEPTH = 12;
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        127,
        128,
        255,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };

    private final Random random;
    private final List<byte[]> others;

    /**
     * @param others what to splice in
     */
    Mutator(Random random, List<byte[]> others) {
        this.random = random;
        this.others = others;
    }

    /** One to four mutations, of a message that is protobuf. */
    byte[] protobuf(byte[] message) throws IOException {
        byte[] mangled = message;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            mangled = random.nextInt(3) > 0 ? field(mangled, 0) : blindly(mangled);
        }
        return bounded(mangled);
    }

    /** One to three mutations, of whatever. */
    byte[] bytes(byte[] whatever) {
        byte[] mangled = whatever;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            mangled = blindly(mangled);
        }
        return bounded(mangled);
    }

    private byte[] bounded(byte[] bytes) {
        return bytes.length > MAX_SIZE ? Arrays.copyOf(bytes, MAX_SIZE) : bytes;
    }

    private byte[] blindly(byte[] bytes) {
        byte[] changed = bytes.clone();
        int size = changed.length;
        if (size == 0) {
            return other();
        }
        int at = random.nextInt(size);
        switch (random.nextInt(7)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    changed[random.nextInt(size)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    changed[random.nextInt(size)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> changed = Arrays.copyOf(changed, at);
            case 3 -> changed = join(bytes, at, part(other()), at);
            case 4 -> changed = join(bytes, at, new byte[0], Math.min(size, at + length()));
            case 5 -> {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(size, at + length()));
                byte[] often = new byte[part.length * (1 + random.nextInt(40))];
                for (int i = 0; i < often.length; i++) {
                    often[i] = part[i % part.length];
                }
                changed = join(bytes, at, often, at);
            }
            default -> {
                // a length, or anything else, becomes a varint of any size
                changed = join(bytes, at, varint(NUMBERS[random.nextInt(NUMBERS.length)]), at + 1);
            }
        }
        return changed;
    }

    /** Changes one field of a message, or of one within it, and all lengths around it. */
    private byte[] field(byte[] message, int depth) throws IOException {
        List<Field> fields = Field.all(message);
        if (fields.isEmpty()) {
            return blindly(message);
        }
        int at = random.nextInt(fields.size());
        Field field = fields.get(at);
        if (field.bytes != null && depth < MAX_DEPTH && random.nextInt(4) > 0) {
            byte[] inner = field(field.bytes, depth + 1);
            fields.set(at, new Field(field.number, 0, inner));
        } else {
            change(fields, at, field);
        }
        return bounded(Field.write(fields));
    }

    private void change(List<Field> fields, int at, Field field) {
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(at, field);
            case 2 -> fields.addAll(at, Collections.nCopies(random.nextInt(300), field));
            case 3 -> fields.set(at, new Field(number(), field.value, field.bytes));
            case 4 -> {
                long value = NUMBERS[random.nextInt(NUMBERS.length)];
                fields.set(at, new Field(field.number, value, null));
            }
            case 5 -> fields.set(at, new Field(field.number, 0, part(other())));
            case 6 -> {
                byte[] bytes = field.bytes == null ? other() : field.bytes;
                fields.set(at, new Field(field.number, 0, blindly(bytes)));
            }
            default -> {
                byte[] wrapped = field.bytes == null ? new byte[0] : field.bytes;
                for (int i = random.nextInt(40); i > 0 && wrapped.length < MAX_SIZE; i--) {
                    wrapped = Field.write(List.of(new Field(1 + random.nextInt(2), 0, wrapped)));
                    wrapped = Field.write(List.of(new Field(number(), 0, wrapped)));
                }
                fields.set(at, new Field(field.number, 0, wrapped));
            }
        }
    }

    private int number() {
        return 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 132);
    }

    private int length() {
        return 1 + random.nextInt(random.nextBoolean() ? 8 : 200);
    }

    private byte[] other() {
        return others.get(random.nextInt(others.size()));
    }

    private byte[] part(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int from = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
    }

    private static byte[] join(byte[] bytes, int to, byte[] between, int from) {
        byte[] all = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
        System.arraycopy(between, 0, all, to, between.length);
        System.arraycopy(bytes, from, all, to + between.length, bytes.length - from);
        return all;
    }

    private static byte[] varint(long value) {
        byte[] bytes = new byte[CodedOutputStream.computeUInt64SizeNoTag(value)];
        try {
            CodedOutputStream.newInstance(bytes).writeUInt64NoTag(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes;
    }

    /** A field as it is; with {@code bytes} unless it is a number. */
    private record Field(int number, long value, byte[] bytes) {

        static List<Field> all(byte[] message) {
            List<Field> fields = new ArrayList<>();
            CodedInputStream in = CodedInputStream.newInstance(message);
            try {
                while (!in.isAtEnd()) {
                    int tag = in.readTag();
                    int number = WireFormat.getTagFieldNumber(tag);
                    switch (WireFormat.getTagWireType(tag)) {
                        case WireFormat.WIRETYPE_VARINT ->
                                fields.add(new Field(number, in.readRawVarint64(), null));
                        case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                                fields.add(new Field(number, 0, in.readByteArray()));
                        default -> in.skipField(tag);
                    }
                }
            } catch (IOException e) {
                // as many as can be told
            }
            return fields;
        }

        static byte[] write(List<Field> fields) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            try {
                for (Field field : fields) {
                    if (field.bytes == null) {
                        out.writeUInt64(field.number, field.value);
                    } else {
                        out.writeByteArray(field.number, field.bytes);
                    }
                }
                out.flush();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return bytes.toByteArray();
        }
    }
}
