package org.backscroll.console.shell;

import java.util.HexFormat;

/** Bytes for people: sixteen a line, as hexadecimal numbers and as far as they are ASCII. */
final class HexDump {
    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** The first bytes, each line ended. */
    static String of(byte[] bytes, int most) {
        StringBuilder out = new StringBuilder();
        int length = Math.min(bytes.length, most);
        for (int at = 0; at < length; at += WIDTH) {
            int end = Math.min(length, at + WIDTH);
            String hex = HEX.formatHex(bytes, at, end);
            out.append("%06x  %-47s  ".formatted(at, hex));
            for (int i = at; i < end; i++) {
                out.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            out.append(System.lineSeparator());
        }
        return out.toString();
    }
}
