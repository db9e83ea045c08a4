package dev.rbacconsumer.launcher.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which letters meet a condition. */
class LetterFilterTest {
  private static final ListedLetter LETTER = SampleLetters.letter(3, 17).build();

  @ParameterizedTest
  @CsvSource({
    "letter=0:17, letter=0:18",
    "partition=3, partition=0",
    "offset=17, offset=18",
    "class=rejected, class=invalid",
    "code=unknown_type, code=other",
    "org=12345, org=1234",
    "type=create_group, type=delete_group",
    "since=2026-01-02T03:04:05Z, since=2026-01-02T03:04:06Z",
    "until=2026-01-02T03:04:06Z, until=2026-01-02T03:04:05Z",
    "replayed=no, replayed=yes"
  })
  void conditionsTakeLettersWithTheValue(String met, String notMet) {
    assertThat(meets(LETTER, met)).as(met).isTrue();
    assertThat(meets(LETTER, notMet)).as(notMet).isFalse();
  }

  @Test
  void everyConditionMustBeMet() {
    assertThat(meets(LETTER, "partition=3", "class=rejected")).isTrue();
    assertThat(meets(LETTER, "partition=3", "class=invalid")).isFalse();
    assertThat(meets(LETTER)).isTrue();
  }

  @Test
  void letterWithoutATimeMeetsNoConditionOnIt() {
    ListedLetter timeless = SampleLetters.letter(3, 17).withoutTime().build();

    assertThat(meets(timeless, "since=1970-01-01T00:00:00Z")).isFalse();
    assertThat(meets(timeless, "until=2970-01-01T00:00:00Z")).isFalse();
  }

  @Test
  void replayedLettersAreTold() {
    ListedLetter replayed = SampleLetters.letter(3, 17).replayed().build();

    assertThat(meets(replayed, "replayed=yes")).isTrue();
    assertThat(meets(replayed, "replayed=no")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clas=rejected | did you mean class?",
        "organisation=1 | want one of letter, partition, offset, class, code, org, type, since",
        "rejected | want a name, = and a value such as class=rejected, got \"rejected\"",
        "since=yesterday | since: want a time such as 2026-01-31T12:00:00Z, got \"yesterday\"",
        "replayed=maybe | replayed: want yes or no, got \"maybe\""
      })
  void wrongConditionsAreExplained(String text, String message) {
    assertThatThrownBy(() -> LetterFilter.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static boolean meets(ListedLetter letter, String... filters) {
    List<LetterFilter> parsed = Arrays.stream(filters).map(LetterFilter::parse).toList();
    return LetterFilter.meetsAll(parsed, letter);
  }
}
