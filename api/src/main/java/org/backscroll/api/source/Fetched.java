package org.backscroll.api.source;

/** What a reader gives. */
public sealed interface Fetched permits HistoryChunk, Pending {}
