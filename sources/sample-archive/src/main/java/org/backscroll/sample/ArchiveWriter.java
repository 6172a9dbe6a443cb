package org.backscroll.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the chunks in the order in which a phone sends them. Each pass makes the talk anew, one
 * chat at a time, so that the size of an archive is bounded by the disk alone.
 */
final class ArchiveWriter {
    private static final int INITIAL_BOOTSTRAP = 0;
    private static final int INITIAL_STATUS_V3 = 1;
    private static final int FULL = 2;
    private static final int RECENT = 3;
    private static final int PUSH_NAME = 4;
    private static final int NON_BLOCKING_DATA = 5;
    private static final int ON_DEMAND = 6;

    /** Newest messages of each chat that come first. */
    private static final int RECENT_PER_CHAT = 25;

    private static final int RECORDS_PER_CHUNK = 8_000;

    private static final int CONVERSATION = 250;

    private static final int NOTHING_OLDER = 1;

    private static final int MORE_ON_PHONE = 2;

    private final Path dir;
    private final long seed;
    private final World world;
    private int files;
    private int delivered;
    private int bad;

    ArchiveWriter(Path dir, SampleArchive.Options options) {
        this.dir = dir;
        this.seed = options.seed();
        this.world = new World(seed, options.messages(), options.chats());
    }

    SampleArchive.Summary write() throws IOException {
        bootstrap();
        recent();
        full();
        pushNames();
        nonBlocking();
        statuses();
        onDemand();
        int messages = world.chats().stream().mapToInt(Chat::messages).sum();
        return new SampleArchive.Summary(
                files, messages, delivered, world.chats().size(), world.people().size(), bad);
    }

    private void bootstrap() throws IOException {
        try (ChunkFile file = open("initial_bootstrap", INITIAL_BOOTSTRAP)) {
            for (Chat chat : world.chats()) {
                Records records = new Records(chat, seed);
                int newest = records.size() - 1;
                file.add(2, conversation(chat, records, newest, newest, -1, 0), 1);
            }
            file.progress(99);
        }
    }

    private void recent() throws IOException {
        ChunkFile file = open("recent", RECENT);
        try {
            for (Chat chat : world.chats()) {
                if (file.records() >= RECORDS_PER_CHUNK) {
                    file.close();
                    file = open("recent", RECENT);
                }
                Records records = new Records(chat, seed);
                int newest = records.size() - 1;
                int oldest = Math.max(0, records.size() - RECENT_PER_CHAT);
                int spoilt = chat.number() % 8 == 2 ? 1 : 0;
                int end = oldest == 0 ? NOTHING_OLDER : -1;
                file.add(
                        2,
                        conversation(chat, records, newest, oldest, end, spoilt),
                        newest - oldest + 1);
            }
            file.progress(100);
        } finally {
            file.close();
        }
    }

    private void full() throws IOException {
        ChunkFile file = open("full", FULL);
        try {
            for (Chat chat : world.chats()) {
                Records records = new Records(chat, seed);
                int newest = records.size() - RECENT_PER_CHAT - 1;
                while (newest >= 0) {
                    if (file.records() >= RECORDS_PER_CHUNK) {
                        file.close();
                        file = open("full", FULL);
                    }
                    int oldest = Math.max(0, newest - CONVERSATION + 1);
                    int spoilt = oldest == 0 && chat.number() % 6 == 1 ? 1 : 0;
                    int end = oldest == 0 ? NOTHING_OLDER : -1;
                    file.add(
                            2,
                            conversation(chat, records, newest, oldest, end, spoilt),
                            newest - oldest + 1);
                    newest = oldest - 1;
                }
            }
            file.progress(100);
        } finally {
            file.close();
        }
    }

    private void pushNames() throws IOException {
        try (ChunkFile file = open("push_name", PUSH_NAME)) {
            for (Person person : world.people()) {
                file.add(7, new Proto().text(1, person.jid()).text(2, person.name()), 0);
            }
            // somebody without a name
            file.add(7, new Proto().text(1, "4915550999999@s.whatsapp.net").text(2, "-"), 0);
        }
    }

    private void nonBlocking() throws IOException {
        try (ChunkFile file = open("non_blocking_data", NON_BLOCKING_DATA)) {
            for (Chat chat : world.chats()) {
                if (chat.group()) {
                    Proto left =
                            new Proto()
                                    .text(
                                            1,
                                            "49155502" + (1000 + chat.number()) + "@s.whatsapp.net")
                                    .number(2, chat.number() % 2)
                                    .number(3, chat.last() - 90_000);
                    file.add(12, new Proto().text(1, chat.jid()).message(2, left), 0);
                }
            }
            for (Person person : world.people()) {
                if (person.lid().isPresent()) {
                    file.add(15, new Proto().text(1, person.jid()).text(2, person.lid().get()), 0);
                }
            }
        }
    }

    private void statuses() throws IOException {
        try (ChunkFile file = open("initial_status_v3", INITIAL_STATUS_V3)) {
            int number = 0;
            for (Person person : world.people()) {
                if (number++ % 6 == 0) {
                    List<String> places = person.language().words("place");
                    Proto key =
                            new Proto()
                                    .text(1, "status@broadcast")
                                    .flag(2, false)
                                    .text(3, "3C5714705000" + (10_000 + number))
                                    .text(4, person.jid());
                    Proto content = new Proto().text(1, places.get(number % places.size()) + " 📸");
                    Proto status =
                            new Proto()
                                    .message(1, key)
                                    .message(2, content)
                                    .number(3, World.NOW - number * 700L)
                                    .text(19, person.name());
                    file.add(3, status, 0);
                }
            }
        }
    }

    /** The answer to somebody who wanted fifty more of the busiest chat. */
    private void onDemand() throws IOException {
        try (ChunkFile file = open("on_demand", ON_DEMAND)) {
            Chat chat = world.chats().get(0);
            Records records = new Records(chat, seed);
            int newest = records.size() - RECENT_PER_CHAT - 1;
            if (newest >= 0) {
                int oldest = Math.max(0, newest - 49);
                int end = oldest == 0 ? NOTHING_OLDER : MORE_ON_PHONE;
                file.add(2, conversation(chat, records, newest, oldest, end, 0), 50);
            }
        }
    }

    private ChunkFile open(String name, int type) throws IOException {
        return new ChunkFile(dir, files++, name, type);
    }

    /** Messages newest first, then what the chat is like. */
    private Proto conversation(
            Chat chat, Records records, int newest, int oldest, int end, int spoilt) {
        Proto conversation = new Proto().text(1, chat.jid());
        for (int i = newest; i >= oldest; i--) {
            conversation.bytes(2, records.record(i));
            delivered++;
        }
        for (int i = 0; i < spoilt; i++) {
            conversation.bytes(2, records.bad(bad++));
        }
        conversation.number(6, chat.unread());
        if (end >= 0) {
            conversation.number(11, end);
        }
        conversation.number(12, chat.last());
        chat.name().ifPresent(name -> conversation.text(13, name));
        conversation.flag(16, chat.archived());
        if (chat.markedUnread()) {
            conversation.flag(19, true);
        }
        if (chat.group()) {
            int rank = 2;
            for (Person person : chat.people()) {
                conversation.message(20, new Proto().text(1, person.jid()).number(2, rank));
                rank = 0;
            }
        }
        if (chat.pinned()) {
            conversation.number(24, chat.last());
        }
        if (chat.muted()) {
            conversation.number(25, World.NOW + 30L * 24 * 3600);
        }
        if (chat.group()) {
            conversation.number(31, chat.last() - 4L * 365 * 24 * 3600);
            conversation.text(32, chat.people().get(0).jid());
            conversation.text(33, chat.name().orElse("") + " ✨");
        } else if (chat.people().get(0).lid().isPresent()) {
            conversation.text(39, chat.people().get(0).jid());
            conversation.text(42, chat.people().get(0).lid().get());
        }
        return conversation;
    }
}
