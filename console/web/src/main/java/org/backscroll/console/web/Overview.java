package org.backscroll.console.web;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncJob;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.service.cm.ConfigurationAdmin;

/** What the page shows: the parts, the jobs, and what is complete of the newest chats. */
final class Overview {
    /** Of each account; the shell's command coverage lists all. */
    static final int CHATS = 50;

    private static final int JOBS = 50;
    private static final String ENGINE = "org.backscroll.engine";
    private static final String PINS = "strategies.use";

    private final Parts parts;
    private final ConfigurationAdmin configurations;
    private final Html html = new Html();

    Overview(Parts parts, ConfigurationAdmin configurations) {
        this.parts = parts;
        this.configurations = configurations;
    }

    /** As a part of a page, in HTML. */
    String html() throws IOException {
        parts();
        jobs();
        chats();
        return html.toString();
    }

    private void parts() throws IOException {
        html.heading("Parts");
        html.table(
                "Stores",
                "No store is open; the log says why.",
                List.of("Location", "Type", "Id", "Access"),
                parts.all(HistoryStore.class).stream()
                        .map(
                                part ->
                                        List.of(
                                                part.text(HistoryStore.LOCATION),
                                                part.text(HistoryStore.TYPE),
                                                part.text(HistoryStore.ID),
                                                part.text(HistoryStore.READ_ONLY).equals("true")
                                                        ? "reads only"
                                                        : "reads and writes"))
                        .toList());
        html.table(
                "Sources",
                "No source is set up.",
                List.of("Name", "Type", "Account"),
                parts.all(HistorySource.class).stream()
                        .map(
                                part ->
                                        List.of(
                                                part.text(HistorySource.NAME),
                                                part.text(HistorySource.TYPE),
                                                part.text(HistorySource.ACCOUNT)))
                        .toList());
        html.table(
                "Strategies",
                "",
                List.of("Sync", "Bundle", "Version", "Ranking", "Used"),
                strategies());
    }

    /** For each type first what is in use; and every known type without a strategy. */
    private List<List<String>> strategies() throws IOException {
        Set<String> pins = pins();
        List<Parts.Part<SyncStrategy>> all = new ArrayList<>(parts.all(SyncStrategy.class));
        all.sort(
                java.util.Comparator.<Parts.Part<SyncStrategy>, String>comparing(
                                part -> part.text(SyncStrategy.TYPE))
                        .thenComparing(part -> !pins.contains(pin(part))));
        List<List<String>> rows = new ArrayList<>();
        Set<String> served = new HashSet<>();
        for (Parts.Part<SyncStrategy> part : all) {
            boolean used = served.add(part.text(SyncStrategy.TYPE));
            String how = pins.contains(pin(part)) ? "pinned" : used ? "yes" : "no";
            String ranking = part.text("service.ranking");
            rows.add(
                    List.of(
                            part.text(SyncStrategy.TYPE),
                            part.reference().getBundle().getSymbolicName(),
                            part.reference().getBundle().getVersion().toString(),
                            ranking.isEmpty() ? "0" : ranking,
                            how));
        }
        for (HistorySyncType type : HistorySyncType.wellKnown()) {
            if (!served.contains(type.name())) {
                rows.add(List.of(type.name(), "none is installed", "", "", ""));
            }
        }
        return rows;
    }

    private static String pin(Parts.Part<SyncStrategy> part) {
        return part.text(SyncStrategy.TYPE) + "=" + part.reference().getBundle().getSymbolicName();
    }

    /** As the engine is configured: {@code TYPE=BUNDLE}. */
    private Set<String> pins() throws IOException {
        Dictionary<String, Object> settings =
                configurations.getConfiguration(ENGINE, "?").getProperties();
        Object value = settings == null ? null : settings.get(PINS);
        Set<String> pins = new HashSet<>();
        for (String line :
                value instanceof String[] lines
                        ? lines
                        : value instanceof String one ? new String[] {one} : new String[0]) {
            pins.add(line.replaceAll("\\s*=\\s*", "=").strip());
        }
        return pins;
    }

    private void jobs() {
        html.heading("Jobs");
        Map<String, SyncJob> live = new HashMap<>();
        for (Parts.Part<HistoryClient> client : parts.all(HistoryClient.class)) {
            client.service().jobs().forEach(job -> live.put(job.id(), job));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Parts.Part<HistoryStore> store : parts.all(HistoryStore.class)) {
            try {
                List<JobState> jobs = store.service().jobs();
                for (int i = jobs.size() - 1; i >= Math.max(0, jobs.size() - JOBS); i--) {
                    rows.add(job(jobs.get(i), Optional.ofNullable(live.get(jobs.get(i).id()))));
                }
            } catch (StoreException e) {
                html.line("The jobs cannot be read: " + e.getMessage());
            }
        }
        html.table(
                "The newest jobs",
                "There was no sync yet.",
                List.of(
                        "Job",
                        "Sync",
                        "Account",
                        "Source",
                        "Status",
                        "Messages",
                        "Done",
                        "Last written"),
                rows);
    }

    private static List<String> job(JobState state, Optional<SyncJob> live) {
        String done =
                live.map(job -> job.progress().fraction())
                        .filter(java.util.OptionalDouble::isPresent)
                        .map(f -> String.format(Locale.ROOT, "%.0f %%", f.getAsDouble() * 100))
                        .orElse("");
        String status = live.map(job -> job.progress().status()).orElse(state.status()).name();
        Optional<String> reason = live.map(job -> job.progress().reason()).orElse(state.reason());
        long messages = live.map(job -> job.progress().counts()).orElse(state.counts()).messages();
        return List.of(
                state.id(),
                state.key().type().name(),
                state.key().account().value(),
                state.key().source(),
                status + reason.map(why -> ": " + why).orElse(""),
                Long.toString(messages),
                done,
                time(state.updated()));
    }

    private void chats() {
        html.heading("What is complete");
        for (Parts.Part<HistoryClient> part : parts.all(HistoryClient.class)) {
            HistoryClient client = part.service();
            try {
                List<List<String>> rows = new ArrayList<>();
                for (Conversation chat :
                        client.getConversations(ConversationQuery.first(CHATS)).items()) {
                    Optional<ConversationInfo> info = client.getConversationInfo(chat.jid());
                    rows.add(
                            chat(
                                    chat,
                                    info.map(ConversationInfo::coverage)
                                            .orElse(ChatCoverage.NONE)));
                }
                html.table(
                        "The newest chats of " + client.account(),
                        "Nothing is stored of " + client.account() + " yet.",
                        List.of("Chat", "Address", "Messages", "From", "To", "Gaps", "Beginning"),
                        rows);
            } catch (HistoryException e) {
                html.line(client.account() + " cannot be read: " + e.getMessage());
            }
        }
    }

    private static List<String> chat(Conversation chat, ChatCoverage coverage) {
        List<ChatCoverage.Range> ranges = coverage.ranges();
        return List.of(
                chat.name().orElse(""),
                chat.jid().value(),
                Long.toString(chat.messageCount()),
                ranges.isEmpty() ? "" : time(ranges.get(0).from()),
                ranges.isEmpty() ? "" : time(ranges.get(ranges.size() - 1).to()),
                Integer.toString(coverage.gaps().size()),
                coverage.beginningReached() ? "reached" : "not reached");
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
