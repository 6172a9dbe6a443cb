package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.Retention.RetentionRule.MaxBytes;
import org.backscroll.api.store.Retention.RetentionRule.Newest;
import org.backscroll.api.store.Retention.RetentionRule.OlderThan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class RetentionCommandsTest {
    private static final Jid CHAT = Jid.of("1@g.us");
    private static final Screen SCREEN = new Screen(Screen.UNLIMITED, ZoneOffset.UTC);
    private static final Instant NOW = Instant.parse("2020-06-10T12:00:00Z");

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final RetentionCommands commands =
            new RetentionCommands(services, Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<Object> asked = new ArrayList<>();

    /** The account of a source that is set up but does not run; null for none. */
    private String setUp;

    @BeforeEach
    void store() {
        services.store.conversations.add(Conversation.builder(FakeServices.PHONE, CHAT).build());
        services.ofStore.put(
                Retention.class,
                new Retention() {
                    @Override
                    public Pruned preview(
                            AccountId account, Optional<Jid> chat, RetentionRule rule) {
                        asked.add(List.of("preview", account, chat, rule));
                        return new Pruned(1234, 1, 3 << 20, 2 << 20);
                    }

                    @Override
                    public Pruned prune(AccountId account, Optional<Jid> chat, RetentionRule rule) {
                        asked.add(List.of("prune", account, chat, rule));
                        return new Pruned(0, 0, 3 << 20, 3 << 20);
                    }

                    @Override
                    public Pruned forget(AccountId account) {
                        asked.add(List.of("forget", account));
                        return new Pruned(5, 2, 3 << 20, 1 << 10);
                    }
                });
    }

    private String prune(String... words) throws CommandException {
        return ((Answer) commands.prune(captured.session(), words)).text(SCREEN);
    }

    private String account(String... words) throws CommandException {
        return ((Answer)
                        new AccountCommands(services, new SyncEvents(), configurationAdmin())
                                .account(captured.session(), words))
                .text(SCREEN);
    }

    private ConfigurationAdmin configurationAdmin() {
        Object one =
                proxy(
                        Configuration.class,
                        Map.of(
                                "getProperties",
                                new Hashtable<>(
                                        Map.of(
                                                "backscroll.source",
                                                "idle",
                                                "backscroll.account",
                                                String.valueOf(setUp))),
                                "getFactoryPid",
                                "org.backscroll.source.whatsapp"));
        Configuration[] all =
                setUp == null ? new Configuration[0] : new Configuration[] {(Configuration) one};
        return (ConfigurationAdmin)
                proxy(ConfigurationAdmin.class, Map.of("listConfigurations", all));
    }

    private static Object proxy(Class<?> type, Map<String, Object> answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private interface Command {
        String run(String... words) throws CommandException;
    }

    private static CommandException fails(int exitCode, Command command, String... words) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> command.run(words));
        assertThat(e.exitCode()).isEqualTo(exitCode);
        return e;
    }

    @Test
    void eachRuleReachesTheStoreAsItWasMeant() throws Exception {
        prune("--older-than", "365d");
        prune("--keep", "100", "--chat", "1@g.us");
        prune("--max-size", "1.5G", "--account", "phone");
        assertThat(asked)
                .containsExactly(
                        List.of(
                                "prune",
                                FakeServices.PHONE,
                                Optional.empty(),
                                new OlderThan(Instant.parse("2019-06-11T12:00:00Z"))),
                        List.of("prune", FakeServices.PHONE, Optional.of(CHAT), new Newest(100)),
                        List.of(
                                "prune",
                                FakeServices.PHONE,
                                Optional.empty(),
                                new MaxBytes(1_610_612_736L)));
    }

    @Test
    void aDryRunOnlyLooks() throws Exception {
        services.readOnly = true;
        assertThat(prune("--keep", "5", "--dry-run"))
                .isEqualTo(
                        "would take away 1,234 messages of 1 chat; the data would take about 2.0 MB"
                                + " instead of 3.0 MB");
        assertThat(prune("--keep", "5", "--dry-run", "--json"))
                .isEqualTo(
                        """
                        {"dry_run":true,"messages":1234,"chats":1,"bytes_before":3145728,\
                        "bytes_after":2097152}""");
        assertThat(asked).allMatch(call -> call.toString().startsWith("[preview"));
        assertThat(fails(1, this::prune, "--keep", "5"))
                .hasMessageStartingWith("this process only reads");
    }

    @Test
    void thereIsExactlyOneRuleAndItIsClear() {
        assertThat(fails(2, this::prune)).hasMessageStartingWith("say what goes with one of");
        assertThat(fails(2, this::prune, "--keep", "5", "--max-size", "1G"))
                .hasMessageStartingWith("say what goes with one of");
        assertThat(fails(2, this::prune, "--keep", "0"))
                .hasMessage("--keep is a number of at least 1, not '0'");
        assertThat(fails(2, this::prune, "--older-than", "6m"))
                .hasMessageStartingWith("'6m' is not an age");
        assertThat(fails(2, this::prune, "--max-size", "500"))
                .hasMessage("'500' is not a size; one looks like 500M or 1.5G");
        assertThat(fails(2, this::prune, "--max-size", "500k"))
                .hasMessage("--max-size is at least 1.0 MB");
        assertThat(fails(1, this::prune, "--keep", "5", "--chat", "2@g.us"))
                .hasMessage("account phone has no chat 2@g.us; see: conversations");
        assertThat(asked).isEmpty();
    }

    @Test
    void aStoreThatCannotForgetSaysSo() {
        services.ofStore.clear();
        assertThat(fails(1, this::prune, "--keep", "5")).hasMessage("the store fake cannot forget");
    }

    @Test
    void whatHadNothingToDoSaysSo() throws Exception {
        assertThat(prune("--keep", "5")).isEqualTo("nothing went; the data take 3.0 MB");
    }

    @Test
    void anAccountIsForgottenOnceNothingFeedsIt() throws Exception {
        assertThat(account()).contains("phone").contains("wa");
        assertThat(fails(1, this::account, "forget", "phone"))
                .hasMessage("account phone is fed by wa; first: source remove wa");
        services.sources.clear();
        setUp = "phone";
        assertThat(fails(1, this::account, "forget", "phone"))
                .hasMessage("account phone is fed by idle; first: source remove idle");
        setUp = "another";
        assertThat(fails(1, this::account, "forget", "nobody"))
                .hasMessage("there is no account nobody to forget; see: account list");
        assertThat(fails(2, this::account, "forget"))
                .hasMessageStartingWith("the account's name is missing");
        assertThat(fails(2, this::account, "steal")).hasMessage("account knows no 'steal'");
        assertThat(fails(2, this::account, "list", "x")).hasMessage("unexpected argument 'x'");
        assertThat(asked).isEmpty();

        FakeClient phone = services.phone();
        FakeClient.Job waiting = phone.new Job("w", SyncRequest.of(HistorySyncType.FULL));
        phone.unfinished.add(waiting);
        assertThat(account("forget", "phone"))
                .isEqualTo(
                        "forgot account phone with 5 messages of 2 chats; the data take 1.0 KB"
                                + " instead of 3.0 MB");
        assertThat(asked).containsExactly(List.of("forget", FakeServices.PHONE));
        assertThat(waiting.progress().status()).isEqualTo(SyncStatus.CANCELLED);
    }
}
