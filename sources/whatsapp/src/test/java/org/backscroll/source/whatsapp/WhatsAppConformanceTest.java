package org.backscroll.source.whatsapp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistorySource;
import org.backscroll.sample.SampleArchive;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the API, as the conformance kit has them, of a folder of chunks. */
class WhatsAppConformanceTest extends SourceContract {
    @TempDir Path dir;

    private SampleArchive.Summary summary;

    @BeforeEach
    void write() throws Exception {
        summary = SampleArchive.write(dir, new SampleArchive.Options(5, 300, 12));
    }

    @Override
    protected HistorySource source() {
        return Reading.source(dir);
    }

    @Override
    protected AccountId account() {
        return AccountId.of("phone");
    }

    @Override
    protected int damaged() {
        return summary.bad();
    }

    @Override
    protected Optional<HistorySource> unusable() {
        return Optional.of(Reading.source(dir.resolve("not there")));
    }

    @Override
    protected OptionalInt grow() throws Exception {
        Path other = Files.createTempDirectory(dir.getParent(), "more");
        SampleArchive.write(other, new SampleArchive.Options(6, 60, 3));
        Files.copy(other.resolve("0001-recent.bin"), dir.resolve("9999-recent.bin"));
        Path alone = Files.createDirectory(other.resolve("alone"));
        Files.copy(other.resolve("0001-recent.bin"), alone.resolve("0001-recent.bin"));
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        return OptionalInt.of(Reading.of(Reading.source(alone), query, 1000).messages().size());
    }
}
