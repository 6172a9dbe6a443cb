package org.backscroll.peer.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A server that is there as long as its configuration, one for each. */
@Component(
        service = {},
        immediate = true,
        configurationPid = ConfiguredServer.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PeerServerConfig.class, factory = true)
public final class ConfiguredServer {
    static final String PID = "org.backscroll.peer.server";

    private final HistoryServer.Serving serving;

    /**
     * Starts to serve.
     *
     * @throws IOException if it cannot listen there
     * @throws IllegalArgumentException if the settings cannot be
     */
    @Activate
    public ConfiguredServer(
            PeerServerConfig config, @Reference(name = "server") HistoryServer server)
            throws IOException {
        serving =
                server.serve(
                        new HistoryServer.Settings(
                                config.bind(),
                                config.port(),
                                config._token() == null ? "" : config._token(),
                                Arrays.stream(config.accounts())
                                        .flatMap(line -> Arrays.stream(line.split(",")))
                                        .map(String::strip)
                                        .filter(account -> !account.isEmpty())
                                        .map(AccountId::of)
                                        .collect(Collectors.toSet())));
    }

    /** Stops. */
    @Deactivate
    public void deactivate() {
        serving.close();
    }
}
