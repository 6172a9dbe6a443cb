package org.backscroll.source.whatsapp.export;

/**
 * How a file writes what stands in front of each message. It is the same for all of a file, so that
 * a message that quotes another export is not taken for several.
 *
 * @param bracketed whether in brackets, as iOS does; else a dash follows, as Android does
 * @param separator what stands between the numbers of a date
 * @param seconds whether times have seconds
 * @param halves whether days have two halves of twelve hours
 */
record Shape(boolean bracketed, char separator, boolean seconds, boolean halves) {}
