package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreRulesTest {
  /** The store's own patterns, for whole strings. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_]{1,61}[a-z0-9]");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,62}[a-z0-9]");
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9/_|\\-=+]{1,1024}");

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a_1", "a__b", "rbac", "role_binding", "t_x", "a09"})
  void acceptsNames(String text) {
    assertThat(StoreRules.isName(text)).isTrue();
    assertThat(StoreRules.isNamespace(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ab",
        "1ab",
        "_ab",
        "ab_",
        "Abc",
        "abC",
        "aBc",
        "a-b",
        "a/b",
        "a.b",
        "a b",
        "abé",
        "abc\n",
        "\u0661bc",
        "ab\u0661",
        "ab\uff11",
        "***"
      })
  void refusesNames(String text) {
    assertThat(StoreRules.isName(text)).isFalse();
    assertThat(StoreRules.isNamespace(text)).isFalse();
  }

  @Test
  void aNamespaceHasAtMost63CharactersAndANameOneMore() {
    assertThat(StoreRules.isNamespace("a".repeat(63))).isTrue();
    assertThat(StoreRules.isNamespace("a".repeat(64))).isFalse();
    assertThat(StoreRules.isName("a".repeat(64))).isTrue();
    assertThat(StoreRules.isName("a".repeat(65))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "redhat/12345", "a_b|c-d=e+f", "/", "-"})
  void acceptsIds(String text) {
    assertThat(StoreRules.isId(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "a*",
        "a.b",
        "a:b",
        "a@b",
        "a#b",
        "a b",
        "a,b",
        "a%b",
        "(a)",
        "[a]",
        "é",
        "a\n",
        "a\u0000",
        "\u007f",
        "\u0080",
        "\uff21",
        "\ud83d\ude00"
      })
  void refusesIds(String text) {
    assertThat(StoreRules.isId(text)).isFalse();
  }

  @Test
  void anIdHasAtMost1024Characters() {
    assertThat(StoreRules.isId("x".repeat(1024))).isTrue();
    assertThat(StoreRules.isId("x".repeat(1025))).isFalse();
  }

  @Test
  void theStoredRelationHasThePrefixExactlyOnce() {
    assertThat(StoreRules.storedRelation("member")).isEqualTo("t_member");
    assertThat(StoreRules.storedRelation("t_member")).isEqualTo("t_member");
    assertThat(StoreRules.storedRelation("t_t_member")).isEqualTo("t_t_member");
    assertThat(StoreRules.storedRelation("tmember")).isEqualTo("t_tmember");
  }

  @Property
  void aNamespaceIsWhatTheStoresPatternMatches(@ForAll("nearlyNames") String text) {
    assertThat(StoreRules.isNamespace(text)).isEqualTo(NAMESPACE.matcher(text).matches());
  }

  @Property
  void aNameIsWhatTheStoresPatternMatches(@ForAll("nearlyNames") String text) {
    assertThat(StoreRules.isName(text)).isEqualTo(NAME.matcher(text).matches());
  }

  @Property
  void anIdIsWhatTheStoresPatternMatches(@ForAll("nearlyIds") String text) {
    assertThat(StoreRules.isId(text)).isEqualTo(ID.matcher(text).matches());
  }

  @Property
  void anIdCharacterIsAnIdOfOneCharacter(@ForAll char c) {
    assertThat(StoreRules.isIdCharacter(c)).isEqualTo(ID.matcher(String.valueOf(c)).matches());
  }

  @Provide
  Arbitrary<String> nearlyNames() {
    Arbitrary<String> valid =
        Arbitraries.strings().withCharRange('a', 'z').numeric().withChars('_').ofMaxLength(66);
    return Arbitraries.oneOf(valid, withOneOddCharacter(valid));
  }

  @Provide
  Arbitrary<String> nearlyIds() {
    Arbitrary<String> valid =
        Arbitraries.strings().alpha().numeric().withChars("/_|-=+").ofMaxLength(1030);
    return Arbitraries.oneOf(valid, withOneOddCharacter(valid.map(StoreRulesTest::beginning)));
  }

  private static Arbitrary<String> withOneOddCharacter(Arbitrary<String> texts) {
    return texts.flatMap(
        text ->
            Arbitraries.integers()
                .between(0, text.length())
                .flatMap(
                    at ->
                        Arbitraries.chars()
                            .all()
                            .map(odd -> text.substring(0, at) + odd + text.substring(at))));
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(text.length(), 20));
  }
}
