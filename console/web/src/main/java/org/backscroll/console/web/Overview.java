package org.backscroll.console.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.SyncJob;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;

/** What the page shows: the parts, the jobs, and what is complete of the newest chats. */
final class Overview {
    /** Of each account; the shell's command coverage lists all. */
    static final int CHATS = 50;

    private static final int JOBS = 50;

    private final Parts parts;
    private final Html html = new Html();

    Overview(Parts parts) {
        this.parts = parts;
    }

    /** As a part of a page, in HTML. */
    String html() {
        parts();
        jobs();
        chats();
        return html.toString();
    }

    private void parts() {
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
        strategies();
    }

    /** For each type first what is in use; and every known type without a strategy. */
    private void strategies() {
        Optional<StrategyRuntime> runtime =
                parts.all(StrategyRuntime.class).stream().map(Parts.Part::service).findFirst();
        if (runtime.isEmpty()) {
            html.line("No engine runs, so no strategy is used.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        Set<HistorySyncType> served = new HashSet<>();
        for (StrategyRuntime.Choice choice : runtime.get().choices()) {
            for (StrategyRuntime.Candidate candidate : choice.candidates()) {
                String used = candidate.pinned() ? "pinned" : "yes";
                rows.add(
                        List.of(
                                choice.type().name(),
                                candidate.bundle(),
                                candidate.version(),
                                Integer.toString(candidate.ranking()),
                                served.add(choice.type()) ? used : "no"));
            }
        }
        for (HistorySyncType type : HistorySyncType.wellKnown()) {
            if (!served.contains(type)) {
                rows.add(List.of(type.name(), "none is installed", "", "", ""));
            }
        }
        html.table("Strategies", "", List.of("Sync", "Bundle", "Version", "Ranking", "Used"), rows);
        runtime.get().problems().forEach(html::line);
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
