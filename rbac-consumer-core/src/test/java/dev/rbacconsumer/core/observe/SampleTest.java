package dev.rbacconsumer.core.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void showsShortTextAsItIs() {
    assertThat(Sample.of("Größe 1".getBytes(UTF_8))).isEqualTo("Größe 1");
    assertThat(Sample.whole("Größe 1".getBytes(UTF_8))).isEqualTo("Größe 1");
    assertThat(Sample.text("Größe 1")).isEqualTo("Größe 1");
  }

  @Test
  void saysWhereThereIsNoValue() {
    assertThat(Sample.of(null)).isEqualTo("(no value)");
    assertThat(Sample.whole(null)).isEqualTo("(no value)");
  }

  @Test
  void escapesControlCharacters() {
    assertThat(Sample.text("a\u0000\t\n\r\u001b\u007f\u0085b"))
        .isEqualTo("a\\u0000\\u0009\\u000a\\u000d\\u001b\\u007f\\u0085b");
  }

  @Test
  void showsTheFirst100BytesOfAValue() {
    assertThat(Sample.of("x".repeat(100).getBytes(UTF_8))).isEqualTo("x".repeat(100));
    assertThat(Sample.of("x".repeat(101).getBytes(UTF_8))).isEqualTo("x".repeat(100) + "…");
  }

  @Test
  void showsTheFirst100CharactersOfAText() {
    assertThat(Sample.text("x".repeat(100))).isEqualTo("x".repeat(100));
    assertThat(Sample.text("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
  }

  @Test
  void evenAWholeValueEndsAt64KiB() {
    int limit = 64 * 1024;

    assertThat(Sample.whole("x".repeat(limit).getBytes(UTF_8))).isEqualTo("x".repeat(limit));
    assertThat(Sample.whole("x".repeat(limit + 1).getBytes(UTF_8)))
        .isEqualTo("x".repeat(limit) + "…");
  }

  @Test
  void showsBytesThatAreNoTextAsReplacementCharacters() {
    assertThat(Sample.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
  }

  @Property
  void isBoundedAndOnOneLineWhateverTheBytes(@ForAll byte[] value) {
    assertThat(Sample.of(value).length()).isLessThanOrEqualTo(601);
    assertThat(Sample.of(value).chars()).noneMatch(Character::isISOControl);
  }
}
