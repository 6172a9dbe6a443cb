package org.backscroll.formats;

/**
 * How much an export wrote.
 *
 * @param conversations chats
 * @param messages messages of all of them
 * @param names names of people, where the format has a place for them
 */
public record Written(long conversations, long messages, long names) {}
