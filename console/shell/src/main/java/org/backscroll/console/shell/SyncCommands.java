package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands that synchronise: {@code sync}, {@code connect}, {@code jobs}. */
@Component(service = SyncCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"sync", "connect", "jobs"})
public final class SyncCommands {
    static final Syntax SYNC =
            Syntax.of("sync", "fetches history: what is new (RECENT), or as the type says")
                    .option("--type", "TYPE", "types")
                    .option("--source", "NAME", "sources")
                    .option("--account", "NAME", "accounts")
                    .option("--chat", "JID")
                    .option("--count", "N")
                    .option("--cursor", "CURSOR")
                    .option("--anchor", "ID")
                    .flag("--restart")
                    .flag("--background");
    static final Syntax CONNECT =
            Syntax.of("connect", "synchronises, then follows what happens, until Ctrl-C")
                    .option("--type", "TYPE", "types")
                    .option("--account", "NAME", "accounts");
    static final Syntax JOBS =
            Syntax.of("jobs", "lists syncs, cancels one, or puts one back to work")
                    .operands(0, 2, "[list]", "cancel ID", "resume ID")
                    .option("--account", "NAME", "accounts");

    private final Services services;
    private final SyncRunner runner;

    /** With the parts it works on. */
    @Activate
    public SyncCommands(
            @Reference(name = "services") Services services,
            @Reference(name = "events") SyncEvents events) {
        this.services = services;
        runner = new SyncRunner(services, events);
    }

    /** {@code sync}. */
    @Descriptor("fetches history: what is new (RECENT), or as the type says")
    public Object sync(
            CommandSession session,
            @Descriptor("[--type T] [--source S] [--account A] [--chat JID] [--count N] and more")
                    String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                SYNC,
                words,
                (arguments, console) -> {
                    SyncRequest request = request(arguments);
                    new Lookup(services).writableStore();
                    AccountId account =
                            new Lookup(services)
                                    .accountToSync(
                                            arguments.account("--account"), request.source());
                    return runner.sync(console, account, request);
                });
    }

    private static SyncRequest request(Arguments arguments) throws CommandException {
        SyncRequest.Builder request =
                SyncRequest.builder()
                        .type(arguments.type("--type").orElse(HistorySyncType.RECENT))
                        .unlimited()
                        .restart(arguments.has("--restart"))
                        .background(arguments.has("--background"));
        arguments.text("--source").ifPresent(request::source);
        arguments.jid("--chat").ifPresent(request::chat);
        arguments.number("--count", 1, Long.MAX_VALUE).ifPresent(request::count);
        arguments.text("--cursor").ifPresent(request::cursor);
        arguments.text("--anchor").ifPresent(request::anchor);
        SyncRequest built = request.build();
        if (built.type().equals(HistorySyncType.ON_DEMAND) && built.chat().isEmpty()) {
            throw CommandException.usage(
                    "ON_DEMAND asks for one chat; name it with --chat JID", SYNC.usage());
        }
        return built;
    }

    /** {@code connect}. */
    @Descriptor("synchronises, then follows what happens, until Ctrl-C")
    public Object connect(
            CommandSession session, @Descriptor("[--type T] [--account A]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                CONNECT,
                words,
                (arguments, console) -> {
                    HistorySyncType type = arguments.type("--type").orElse(HistorySyncType.RECENT);
                    Lookup lookup = new Lookup(services);
                    lookup.writableStore();
                    AccountId account =
                            lookup.accountToSync(arguments.account("--account"), Optional.empty());
                    return connect(console, lookup.client(account), type);
                });
    }

    private Answer connect(Console console, HistoryClient client, HistorySyncType type)
            throws HistoryException, InterruptedException {
        SyncAnswer answer;
        try {
            SyncJob job = client.connect(type);
            answer = runner.report(console, client.account(), runner.follow(console, job));
            if (answer.exitCode() == 0 && isLive(client.account())) {
                console.print(answer);
                console.err().println("following " + client.account() + "; Ctrl-C ends it");
                new CountDownLatch(1).await();
            }
        } finally {
            client.disconnect();
        }
        return answer;
    }

    private boolean isLive(AccountId account) {
        return services.sources().stream()
                .filter(source -> source.account().equals(account))
                .anyMatch(
                        source -> {
                            try {
                                return source.service().probe().live();
                            } catch (SourceException e) {
                                return false;
                            }
                        });
    }

    /** {@code jobs}. */
    @Descriptor("lists syncs, cancels one, or puts one back to work")
    public Object jobs(
            CommandSession session, @Descriptor("[list | cancel ID | resume ID]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                JOBS,
                words,
                (arguments, console) -> {
                    String what = arguments.operand(0, "list");
                    boolean list = what.equals("list");
                    if (!list && !what.equals("cancel") && !what.equals("resume")) {
                        throw JOBS.wrong("jobs knows no '" + what + "'");
                    }
                    if (arguments.operands().size() > (list ? 1 : 2)) {
                        throw JOBS.wrong(
                                "unexpected argument '" + arguments.operands().get(1) + "'");
                    }
                    if (list) {
                        return new StateAnswers.Jobs(
                                list(new Lookup(services).store(), arguments.account("--account")));
                    }
                    if (arguments.operands().size() < 2) {
                        throw JOBS.wrong("the job's id is missing; the ids are told by: jobs");
                    }
                    JobState job = job(arguments.operands().get(1));
                    return what.equals("cancel") ? cancel(job) : resume(console, job);
                });
    }

    private List<JobState> list(Services.Store store, Optional<AccountId> account)
            throws StoreException {
        Map<String, SyncJob> atWork =
                runner.unfinished().stream()
                        .collect(Collectors.toMap(SyncJob::id, Function.identity(), (a, b) -> a));
        List<JobState> jobs = new ArrayList<>();
        for (JobState job : store.service().jobs()) {
            if (account.isEmpty() || account.get().equals(job.key().account())) {
                SyncJob running = atWork.get(job.id());
                jobs.add(running == null ? job : now(job, running.progress()));
            }
        }
        return jobs;
    }

    /** A job at work knows more than was stored with its last chunk. */
    private static JobState now(JobState stored, SyncProgress progress) {
        return stored.toBuilder()
                .status(progress.status())
                .reason(progress.reason())
                .counts(progress.counts())
                .build();
    }

    private JobState job(String id) throws CommandException, StoreException {
        return new Lookup(services)
                .writableStore()
                .service()
                .job(id)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "there is no job " + id + "; the ids are told by: jobs"));
    }

    private Answer cancel(JobState job)
            throws CommandException, StoreException, InterruptedException {
        new Lookup(services).client(job.key().account());
        SyncJob running =
                runner.running(job.id())
                        .orElseThrow(
                                () ->
                                        CommandException.failure(
                                                "job "
                                                        + job.id()
                                                        + " is not at work; it is "
                                                        + StateAnswers.status(job.status())));
        running.cancel();
        CountDownLatch ended = new CountDownLatch(1);
        running.result().onResolve(ended::countDown);
        ended.await(10, java.util.concurrent.TimeUnit.SECONDS);
        return new StateAnswers.Jobs(List.of(now(job, running.progress())));
    }

    private Answer resume(Console console, JobState job)
            throws CommandException, HistoryException, InterruptedException {
        AccountId account = job.key().account();
        SyncJob running = new Lookup(services).client(account).resume(job.id());
        return runner.report(console, account, runner.follow(console, running));
    }
}
