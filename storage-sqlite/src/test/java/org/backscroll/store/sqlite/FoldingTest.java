package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class FoldingTest {
    @Example
    void caseAccentsAndFormsDoNotMatterBlanksAreOne() {
        assertThat(Folding.of("Orçamento ÀÉ")).isEqualTo("orcamento ae");
        assertThat(Folding.of("Ｆｕｌｌ ﬁ ① ™")).isEqualTo("full fi 1 tm");
        assertThat(Folding.of("ΣΊΣΥΦΟΣ σίσυφος")).isEqualTo("σισυφοσ σισυφοσ");
        assertThat(Folding.of("İstanbul ıi")).isEqualTo("istanbul ii");
        assertThat(Folding.of("a \t\n\u00a0\u0000b")).isEqualTo("a b");
        assertThat(Folding.of("net\u00adwork\u200b")).isEqualTo("network");
        assertThat(Folding.of("“don’t” – ‘so’")).isEqualTo("\"don't\" - 'so'");
        assertThat(Folding.of("half \ud83d or \udc4d")).isEqualTo("half or ");
    }

    @Example
    void lettersThatLookLikeAccentsStay() {
        assertThat(Folding.of("がガｶﾞ")).isEqualTo("がガガ");
        assertThat(Folding.of("한국")).isEqualTo("한국");
        assertThat(Folding.of("ㄱㅏ")).isEqualTo("가");
        assertThat(Folding.of("\u3269\uffcf")).isEqualTo("최");
        assertThat(Folding.of("हिन्दी")).isEqualTo("हिन्दी");
        assertThat(Folding.of("مُحَمَّد")).isEqualTo("محمد");
    }

    @Example
    void everyCharacterKnowsWhereItCameFrom() {
        Folding folding = Folding.mapped("Aﬃ  e\u0301X");
        assertThat(folding.text()).isEqualTo("affi ex");
        assertThat(folding.start(1)).isEqualTo(1);
        assertThat(folding.end(2)).isEqualTo(2);
        assertThat(folding.start(5)).isEqualTo(4);
        assertThat(folding.end(6)).isEqualTo(6);
        assertThat(folding.end(7)).isEqualTo(7);
    }

    @Property(tries = 2000)
    void foldingTwiceIsFoldingOnceAndTheFormOfATextDoesNotMatter(
            @ForAll @StringLength(max = 20) String text) {
        String folded = Folding.of(text);
        assertThat(Folding.of(folded)).isEqualTo(folded);
        assertThat(Folding.mapped(text).text()).isEqualTo(folded);
        if (text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            for (Normalizer.Form form : Normalizer.Form.values()) {
                assertThat(Folding.of(Normalizer.normalize(text, form))).isEqualTo(folded);
            }
        }
    }
}
