package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that show the parts of the system and whether they are well. */
@Component(service = PartCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"sources", "doctor", "reindex"})
public final class PartCommands {
    static final Syntax SOURCES =
            Syntax.of("sources", "asks each source whether it is there and what it has");
    static final Syntax DOCTOR =
            Syntax.of("doctor", "checks the store, the sources and the strategies");

    static final Syntax REINDEX =
            Syntax.of("reindex", "builds anew what searches read, at once and in full");

    private static final Logger LOG = LoggerFactory.getLogger(PartCommands.class);

    private final Services services;

    /** With the parts it works on. */
    @Activate
    public PartCommands(@Reference(name = "services") Services services) {
        this.services = services;
    }

    /** {@code sources}. */
    @Descriptor("asks each source whether it is there and what it has")
    public Object sources(CommandSession session, @Descriptor("") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                SOURCES,
                words,
                (arguments, console) ->
                        new PartAnswers.Sources(
                                services.sources().stream().map(PartCommands::probe).toList()));
    }

    /** Asks a source what it has. */
    static PartAnswers.Probed probe(Services.Source source) {
        try {
            SourceInfo info = source.service().probe();
            return new PartAnswers.Probed(source, Optional.of(info), Optional.empty());
        } catch (SourceException e) {
            LOG.debug("source {} cannot be used", source.name(), e);
            return new PartAnswers.Probed(source, Optional.empty(), Optional.of(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("source {} failed when asked what it has", source.name(), e);
            return new PartAnswers.Probed(source, Optional.empty(), Optional.of("it failed: " + e));
        }
    }

    /** {@code doctor}. */
    @Descriptor("checks the store, the sources and the strategies")
    public Object doctor(CommandSession session, @Descriptor("") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                DOCTOR,
                words,
                (arguments, console) -> new PartAnswers.Checked(check()));
    }

    private List<StoreCheck.Finding> check() {
        List<StoreCheck.Finding> findings = new ArrayList<>(checkStore());
        for (Services.Source source : services.sources()) {
            PartAnswers.Probed probed = probe(source);
            findings.add(
                    new StoreCheck.Finding(
                            "source " + source.name(),
                            probed.info().isPresent(),
                            probed.info().map(SourceInfo::summary).or(probed::error).orElse("")));
        }
        for (Services.LeftAlone source : services.leftAlone()) {
            findings.add(
                    new StoreCheck.Finding("source " + source.name(), false, source.problem()));
        }
        findings.addAll(checkStrategies());
        return findings;
    }

    private List<StoreCheck.Finding> checkStrategies() {
        List<StoreCheck.Finding> findings = new ArrayList<>();
        StrategyRuntime runtime = services.strategies().orElse(null);
        if (runtime == null) {
            return List.of(new StoreCheck.Finding("strategies", false, StrategyCommands.NO_ENGINE));
        }
        for (PartAnswers.StrategyLine line : StrategyCommands.lines(runtime)) {
            if (line.inUse() || line.strategy().isEmpty()) {
                findings.add(
                        new StoreCheck.Finding(
                                "strategy " + line.type(),
                                line.inUse(),
                                line.strategy()
                                        .map(s -> s.bundle() + " " + s.version())
                                        .orElse("none is installed; start the bundle of one")));
            }
        }
        for (String problem : runtime.problems()) {
            findings.add(new StoreCheck.Finding("pinned strategies", false, problem));
        }
        return findings;
    }

    private List<StoreCheck.Finding> checkStore() {
        List<StoreCheck.Finding> findings = new ArrayList<>();
        try {
            Services.Store store = new Lookup(services).store();
            findings.add(
                    new StoreCheck.Finding(
                            "opened",
                            true,
                            store.type()
                                    + " at "
                                    + store.location()
                                    + (store.readOnly() ? ", read only" : "")));
            Optional<StoreCheck> check = services.of(store, StoreCheck.class);
            if (check.isPresent()) {
                findings.addAll(check.get().check());
            }
        } catch (CommandException | StoreException e) {
            LOG.debug("the store is not well", e);
            findings.add(new StoreCheck.Finding("store", false, e.getMessage()));
        }
        return findings;
    }

    /** {@code reindex}. */
    @Descriptor("builds anew what searches read, at once and in full")
    public Object reindex(CommandSession session, @Descriptor("") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                REINDEX,
                words,
                (arguments, console) -> {
                    Services.Store store = new Lookup(services).writableStore();
                    SearchIndex index =
                            services.of(store, SearchIndex.class)
                                    .orElseThrow(
                                            () ->
                                                    CommandException.failure(
                                                            "the store "
                                                                    + store.type()
                                                                    + " has no index to build"));
                    return new PartAnswers.Reindexed(index.rebuild());
                });
    }
}
