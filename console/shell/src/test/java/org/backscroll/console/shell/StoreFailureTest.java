package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreFailureTest {

    @Test
    void theStoresOwnWordsAreFoundAmongTheCauses() {
        assertThat(
                        StoreFailure.message(
                                """
                                org.osgi.service.component.ComponentException: The activate failed
                                \tat org.example.Scr.run(Scr.java:1)
                                Caused by: org.backscroll.api.store.StoreException: in use by 4711; end it
                                \tat org.example.Store.open(Store.java:2)
                                Caused by: java.io.IOException: locked
                                """))
                .isEqualTo("in use by 4711; end it");
        assertThat(StoreFailure.message("org.backscroll.api.store.StoreException: it is newer"))
                .isEqualTo("it is newer");
    }

    @Test
    void anotherFailureIsToldByItsFirstLine() {
        assertThat(StoreFailure.message("java.lang.Error: odd\n\tat x"))
                .isEqualTo("the store could not be opened: java.lang.Error: odd");
        assertThat(StoreFailure.message(null))
                .isEqualTo("the store could not be opened; the log says why");
    }
}
