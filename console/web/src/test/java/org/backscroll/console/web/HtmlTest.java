package org.backscroll.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final String EVIL = "<script>alert('&\"')</script>";
    private static final String HARMLESS =
            "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;";

    @Test
    void textCannotBecomeMarkupWhereverItStands() {
        String page =
                new Html()
                        .heading(EVIL)
                        .line(EVIL)
                        .table(EVIL, "", List.of(EVIL, EVIL), List.of(List.of(EVIL, EVIL)))
                        .toString();

        assertThat(page).doesNotContain("<script").doesNotContain("'");
        assertThat(page.split(java.util.regex.Pattern.quote(HARMLESS), -1)).hasSize(8);
    }

    @Test
    void aTableHasACaptionAndHeadsForReadersThatSpeak() {
        assertThat(
                        new Html()
                                .table(
                                        "Jobs",
                                        "",
                                        List.of("Job", "Status"),
                                        List.of(List.of("1", "ok")))
                                .toString())
                .isEqualTo(
                        """
                        <table class="nicetable"><caption>Jobs</caption>
                        <thead><tr><th scope="col">Job</th><th scope="col">Status</th></tr></thead>
                        <tbody>
                        <tr><th scope="row"><bdi>1</bdi></th><td><bdi>ok</bdi></td></tr>
                        </tbody></table>
                        """);
        assertThat(new Html().table("Jobs", "None.", List.of("Job"), List.of()).toString())
                .isEqualTo("<p>None.</p>\n");
    }

    @Test
    void whatCannotStandInAPageIsReplaced() {
        assertThat(Html.escape("a\u0000b\u001bc\ud800d\u0085"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd");
        assertThat(Html.escape("日本 😀")).isEqualTo("日本 😀");
    }
}
