package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's tables name every test, and none that is not there. */
class ReadmeTest {
    private static final Pattern TEST = Pattern.compile("`([a-z]+[A-Z]\\w{10,})`");

    @Test
    void everyPromiseHasItsTestInTheTable() throws Exception {
        Set<String> named =
                TEST.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tests = Kit.tests(StoreContract.class);
        tests.addAll(Kit.tests(SourceContract.class));
        tests.addAll(Kit.tests(StrategyContract.class));
        assertThat(named).isEqualTo(tests);
    }
}
