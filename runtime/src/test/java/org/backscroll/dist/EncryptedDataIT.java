package org.backscroll.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person replaces the SQLite driver and gives a key, as the README says. */
class EncryptedDataIT {
    private static final String VARIABLE = "BACKSCROLL_KEY";
    private static final String KEY = "it's a \"secret\"; --";

    @TempDir Path work;

    private Path encryptingHome() throws IOException, URISyntaxException {
        Path home = Distribution.copyTo(work.resolve("home"));
        URL only = EncryptedDataIT.class.getResource("/org/sqlite/mc/SQLiteMCConfig.class");
        Path driver = Path.of(((JarURLConnection) only.openConnection()).getJarFileURL().toURI());
        for (Path bundle : Distribution.bundles()) {
            if (bundle.getFileName().toString().startsWith("sqlite-jdbc")) {
                Files.delete(home.resolve("bundles").resolve(bundle.getFileName()));
            }
        }
        Files.copy(driver, home.resolve("bundles").resolve(driver.getFileName()));
        return home;
    }

    @Test
    void historyUnderAKeyIsReadWithThatKeyAlone() throws Exception {
        Path home = encryptingHome();
        Cli cli = new Cli(work).from(home).with(VARIABLE, KEY);
        String dir = "dir='" + Cli.home().resolve("sample") + "'";
        Cli.Result filled =
                cli.runWithInput(
                        "source add whatsapp phone "
                                + dir
                                + "\nsync --type FULL\nbackup copy.db\n");
        assertThat(filled.code()).as(filled.err()).isZero();
        for (Path file :
                new Path[] {cli.data().resolve("backscroll.db"), work.resolve("copy.db")}) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .doesNotContain("SQLite format")
                    .doesNotContain("@s.whatsapp.net");
        }
        assertThat(Corpus.parse(cli.run("--json", "conversations").out()).get("conversations"))
                .isNotEmpty();

        Cli.Result wrong = cli.with(VARIABLE, "guess").run("conversations");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.errLines())
                .singleElement()
                .asString()
                .contains("the key does not fit the database")
                .doesNotContain("guess");

        Cli.Result standard = new Cli(work, cli.data()).with(VARIABLE, KEY).run("conversations");
        assertThat(standard.code()).isEqualTo(1);
        assertThat(standard.errLines()).singleElement().asString().contains("cannot encrypt");
    }
}
