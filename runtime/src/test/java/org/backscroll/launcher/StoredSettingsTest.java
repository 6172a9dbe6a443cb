package org.backscroll.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSettingsTest {
    @TempDir Path work;

    @Test
    void onlyWhatCameFromAFileThatIsGoneIsForgotten() throws IOException {
        Path conf = Files.createDirectories(work.resolve("a folder = [conf] é"));
        Path there = Files.writeString(conf.resolve("there.cfg"), "");
        Path ofGone = stored("org/example/gone", conf.resolve("gone.cfg"));
        Path ofThere = stored("org/example/there", there);
        Path ofNone = Files.writeString(work.resolve("store/none.config"), "name=\"value\"\r\n");
        Path odd =
                Files.writeString(
                        work.resolve("store/odd.config"), "felix.fileinstall.filename=\"%%\"\r\n");
        Path unfinished = Files.copy(ofGone, work.resolve("store/gone.config12.tmp"));

        StoredSettings.forgetDeletedFiles(work.resolve("store"));

        assertThat(ofGone).doesNotExist();
        assertThat(ofThere).exists();
        assertThat(ofNone).exists();
        assertThat(odd).exists();
        assertThat(unfinished).exists();
    }

    @Test
    void aFolderThatIsNotThereYetIsNoProblem() {
        StoredSettings.forgetDeletedFiles(work.resolve("absent"));

        assertThat(work).isEmptyDirectory();
    }

    /** As Config Admin writes it. */
    private Path stored(String pid, Path origin) throws IOException {
        Path file = work.resolve("store").resolve(pid + ".config");
        Files.createDirectories(file.getParent());
        String uri = origin.toFile().toURI().toString().replaceAll("([\\\\\"= ])", "\\\\$1");
        return Files.writeString(
                file,
                "felix.fileinstall.filename=\"" + uri + "\"\r\nservice.pid=\"" + pid + "\"\r\n");
    }
}
