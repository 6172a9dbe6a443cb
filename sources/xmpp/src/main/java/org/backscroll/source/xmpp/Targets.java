package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.SourceException;

/**
 * Finds the messages of a room that others refer to: there one refers by the archive's id, whereas
 * a message's key has its author and the author's own id. What was not seen lately is asked for.
 */
final class Targets {
    private static final int REMEMBERED = 5_000;

    private final Archive archive;
    private final Optional<Jid> room;
    private final Map<String, Envelope> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Envelope> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private Optional<Boolean> askable = Optional.empty();

    Targets(Archive archive) {
        this.archive = archive;
        room = archive.isRoom() ? Optional.of(archive.owner()) : Optional.empty();
    }

    /** Gets ready for a group: what it refers to can then be {@linkplain #find found}. */
    void prepare(Group group) throws SourceException, InterruptedException {
        if (room.isEmpty()) {
            return;
        }
        group.items().forEach(this::remember);
        List<String> missing = new ArrayList<>();
        for (Item item : group.items()) {
            item.message()
                    .flatMap(References::byArchiveId)
                    .filter(id -> !known.containsKey(id))
                    .ifPresent(missing::add);
        }
        if (!missing.isEmpty() && askable()) {
            try {
                archive.byIds(missing.stream().distinct().toList()).forEach(this::remember);
            } catch (SourceException.Permanent e) {
                // Prosody refuses all of them if it lacks one: each by itself, then.
                for (String id : Set.copyOf(missing)) {
                    byItself(id);
                }
            }
        }
    }

    private void byItself(String id) throws SourceException, InterruptedException {
        try {
            archive.byIds(List.of(id)).forEach(this::remember);
        } catch (SourceException.Permanent e) {
            return; // It is gone.
        }
    }

    private boolean askable() throws SourceException, InterruptedException {
        if (askable.isEmpty()) {
            askable =
                    Optional.of(
                            archive.link()
                                    .features(archive.owner())
                                    .contains(Names.ARCHIVE_EXTENDED));
        }
        return askable.get();
    }

    private void remember(Item item) {
        try {
            item.message()
                    .map(message -> Envelope.of(item, message, archive.link().settings(), room))
                    .ifPresent(envelope -> known.put(item.id(), envelope));
        } catch (IllegalArgumentException e) {
            return; // It is told of when it is decoded.
        }
    }

    /** The message with that id in the room's archive. */
    Optional<Envelope> find(String archiveId) {
        return Optional.ofNullable(known.get(archiveId));
    }
}
