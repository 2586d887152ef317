package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectReaderTest {
    private final SubjectReader reader = new SubjectReader(Synonyms.NONE);

    private List<String> subjects(String text, String... tags) {
        return reader.read(text, List.of(tags), null).subjects();
    }

    @Test
    void tagsWordsAndPairsWithoutStopWords() {
        assertThat(subjects("My dress in beige, wide leg trousers", "OOTD", "Quiet_Luxury"))
                .containsExactly(
                        "ootd",
                        "quietluxury",
                        "dress",
                        "beige",
                        "wide",
                        "leg",
                        "trousers",
                        "beigewide",
                        "wideleg",
                        "legtrousers");
    }

    @Test
    void aTagAndItsWordsAreOneSubject() {
        assertThat(subjects("quiet luxury")).contains("quietluxury");
        assertThat(subjects(null, "QuietLuxury")).containsExactly("quietluxury");
        assertThat(subjects("ｑｕｉｅｔ ＬＵＸＵＲＹ")).contains("quietluxury");
    }

    @Test
    void stopWordsAreThoseOfTheLanguage() {
        assertThat(reader.read("die rote Hose", List.of(), "de-AT").subjects())
                .containsExactly("rote", "hose", "rotehose");
        assertThat(reader.read("to die for", List.of(), "en").subjects()).containsExactly("die");
    }

    @Test
    void addressesMentionsAndNumbersAreNoSubjects() {
        assertThat(subjects("see https://shop.example/x?y=1 @some_one a@b.example 2026 coat"))
                .containsExactly("see", "coat");
    }

    @Test
    void emojiAreWords() {
        assertThat(subjects("😍")).containsExactly("😍");
        assertThat(subjects("👗🔥 👗")).contains("👗", "🔥");
    }

    @Test
    void scriptsFromRightToLeftAndWithoutSpaces() {
        assertThat(subjects("فستان أحمر")).contains("فستان", "أحمر", "فستانأحمر");
        assertThat(subjects("שמלה אדומה")).contains("שמלה", "אדומה");
        assertThat(subjects("连衣裙")).containsExactly("连衣", "衣裙");
    }

    @Test
    void signsThatAreNotSeenMakeNoOtherWord() {
        assertThat(subjects("bal\u200Blet\u200Dcore\u00AD \u202Eco\u2060at\u202C\u0007"))
                .containsExactly("balletcore", "coat", "balletcorecoat");
        assertThat(subjects("\u200B\u202E\u0000", "\u200F")).isEmpty();
    }

    @Test
    void hugeTextsCostNoMoreThanLongOnes() {
        String words = "word one two ".repeat(100_000);
        String one = "x".repeat(1 << 20);
        String emoji = "😍".repeat(1 << 19);
        assertThat(subjects(words)).hasSizeLessThanOrEqualTo(SubjectReader.MOST_SUBJECTS);
        for (String text : List.of(one, emoji, "\uD83D".repeat(1 << 20), "\0\u202E \uFFFF")) {
            List<String> subjects = subjects(text, text);
            assertThat(subjects)
                    .hasSizeLessThanOrEqualTo(SubjectReader.MOST_SUBJECTS)
                    .allMatch(subject -> subject.length() <= SubjectReader.LONGEST_KEY);
        }
        List<String> tags = Collections.nCopies(1_000_000, "tag");
        assertThat(reader.read(null, tags, null).subjects()).containsExactly("tag");
        assertThat(subjects("still reads")).contains("reads");
    }

    @Test
    void synonymsAreCountedUnderOneName() {
        Synonyms synonyms =
                Synonyms.parse(List.of("# colours", "", "Red: rot, Rouge", "boho: Boho Chic"));
        assertThat(
                        new SubjectReader(synonyms)
                                .read("rot rouge boho-chic", List.of(), null)
                                .subjects())
                .contains("red", "boho")
                .doesNotContain("rot", "rouge", "bohochic");
    }

    @Test
    void aWrongFileOfSynonymsSaysWhere() {
        assertThatThrownBy(() -> Synonyms.parse(List.of("red: rot", "blue")))
                .hasMessage("line 2: NAME: OTHER, OTHER is expected");
        assertThatThrownBy(() -> Synonyms.parse(List.of("red: rot", "blue: rot")))
                .hasMessage("line 2: rot has two meanings");
        assertThatThrownBy(() -> Synonyms.parse(List.of("red: rot,")))
                .hasMessage("line 1: a name is empty");
    }
}
