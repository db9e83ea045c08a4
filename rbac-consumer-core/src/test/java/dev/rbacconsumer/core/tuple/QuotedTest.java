package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
  @Test
  void putsTextBetweenQuotesAsItIs() {
    assertThat(Quoted.of("Größe 1")).isEqualTo("\"Größe 1\"");
    assertThat(Quoted.of("")).isEqualTo("\"\"");
  }

  @Test
  void leavesAMessageWithoutQuotes() {
    assertThat(Quoted.bounded("no such type")).isEqualTo("no such type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\t", "\n", "\r", "\u001b", "\u007f", "\u0085", "\u009b"})
  void replacesEveryControlCharacter(String control) {
    assertThat(Quoted.of("a" + control + "b")).isEqualTo("\"a?b\"");
    assertThat(Quoted.bounded("a" + control + "b")).isEqualTo("a?b");
  }

  @Test
  void cutsTextAfter64Characters() {
    assertThat(Quoted.of("x".repeat(64))).isEqualTo("\"" + "x".repeat(64) + "\"");
    assertThat(Quoted.of("x".repeat(65))).isEqualTo("\"" + "x".repeat(64) + "…\"");
  }

  @Test
  void cutsAMessageAfter200Characters() {
    assertThat(Quoted.bounded("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(Quoted.bounded("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
  }

  @Property
  void isAlwaysShortAndOnOneLine(@ForAll String text) {
    assertThat(Quoted.of(text).length()).isLessThanOrEqualTo(67);
    assertThat(Quoted.bounded(text).length()).isLessThanOrEqualTo(201);
    assertThat(Quoted.bounded(text).chars()).noneMatch(Character::isISOControl);
  }
}
