package dev.rbacconsumer.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  @Test
  void visibleTextIsUnchanged() {
    assertThat(SafeText.line("group:eng#member Größe ✓ 🚀 \\"))
        .isEqualTo("group:eng#member Größe ✓ 🚀 \\");
    assertThat(SafeText.quoted("")).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, \\u0000",
    "9, \\t",
    "10, \\n",
    "13, \\r",
    "27, \\u001b",
    "127, \\u007f",
    "133, \\u0085",
    "155, \\u009b",
    "0x200f, \\u200f",
    "0x2028, \\u2028",
    "0x2029, \\u2029",
    "0x202e, \\u202e",
    "0x2066, \\u2066",
    "0xfeff, \\ufeff",
    "0xd83d, \\ud83d",
    "0xe0041, \\U000e0041"
  })
  void charactersThatCannotBeSeenAreEscaped(String point, String escaped) {
    String text = "a" + Character.toString(Integer.decode(point)) + "b";

    assertThat(SafeText.line(text)).isEqualTo("a" + escaped + "b");
    assertThat(SafeText.quoted(text)).isEqualTo("\"a" + escaped + "b\"");
    assertThat(SafeText.message(text)).isEqualTo("a" + escaped + "b");
  }

  @Test
  void aTextThatIsTooLongEndsWithAnEllipsis() {
    assertThat(SafeText.bounded("abcd", 4)).isEqualTo("abcd");
    assertThat(SafeText.bounded("abcde", 4)).isEqualTo("abcd…");
    assertThat(SafeText.quoted("x".repeat(81))).isEqualTo("\"" + "x".repeat(80) + "…\"");
    assertThat(SafeText.field("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
    assertThat(SafeText.message("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(SafeText.sentence("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
  }

  @Test
  void neitherAnEscapeNorAPairOfSurrogatesIsCut() {
    assertThat(SafeText.bounded("abc\u202e", 8)).isEqualTo("abc…");
    assertThat(SafeText.bounded("abc🚀", 4)).isEqualTo("abc…");
  }

  @Property
  void theResultIsBoundedAndOnOneLine(@ForAll String text, @ForAll @IntRange(max = 300) int max) {
    String safe = SafeText.bounded(text, max);

    assertThat(safe.length()).isLessThanOrEqualTo(max + 1);
    assertThat(safe.lines().count()).isLessThanOrEqualTo(1);
    assertThat(safe.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(point -> Character.getType(point) == Character.FORMAT)
        .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }
}
