package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.quoted;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A word that is known is not made again, and is never taken for another one. */
class NameCacheTest {
  private final NameCache vocabulary = new NameCache();

  @Test
  void aNameThatIsKnownIsNotMadeAgain() throws IOException {
    assertThat(name("member")).isEqualTo("member").isSameAs(name("member"));
  }

  @Test
  void namesWithTheSameHashAreDistinguished() throws IOException {
    assertThat(name("Aa")).isEqualTo("Aa");
    assertThat(name("BB")).isEqualTo("BB");
    assertThat(name("Aa")).isEqualTo("Aa");
  }

  @Test
  void moreNamesThanThereArePlacesAreDistinguished() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      assertThat(name("n" + i)).isEqualTo("n" + i);
    }
  }

  @Test
  void theLongestNameOfTheStoreIsKnownAndALongerOneIsReadEachTime() throws IOException {
    String longest = "n".repeat(StoreRules.MAX_NAME_LENGTH);
    String longer = longest + "n";

    assertThat(name(longest)).isEqualTo(longest).isSameAs(name(longest));
    assertThat(name(longer)).isEqualTo(longer).isNotSameAs(name(longer));
  }

  @Test
  void aNameIsKnownWhateverWasReadBeforeIt() throws IOException {
    String known = name("member");

    try (JsonParser json = new JsonFactory().createParser(utf8("[\"memberships\",\"member\"]"))) {
      json.nextToken();
      json.nextToken();
      assertThat(vocabulary.name(json)).isEqualTo("memberships");
      json.nextToken();
      assertThat(vocabulary.name(json)).isSameAs(known);
    }
  }

  /** Groups of names whose hashes differ in their first, second or third eight bits alone. */
  @ParameterizedTest
  @CsvSource({"a, b, c, d", "aa, ii, qq, yy", "aaba, cghc, emne, gstg"})
  void namesThatDifferLittleAreKnownBesideEachOther(
      String first, String second, String third, String fourth) throws IOException {
    List<String> known = new ArrayList<>();
    for (String each : List.of(first, second, third, fourth)) {
      known.add(name(each));
    }

    for (String each : known) {
      assertThat(name(each)).isSameAs(each);
    }
  }

  @Test
  void aTypeIsKnownByBothItsNames() {
    assertThat(vocabulary.type("rbac", "group")).isNull();

    assertThat(vocabulary.newType("rbac", "group"))
        .hasToString("rbac/group")
        .isSameAs(vocabulary.type("rbac", "group"));
    assertThat(vocabulary.type("rbac", "role")).isNull();
  }

  @Test
  void aRelationIsKnownAsItWasWritten() {
    assertThat(vocabulary.storedRelation("member")).isNull();

    assertThat(vocabulary.newRelation("member"))
        .isEqualTo("t_member")
        .isSameAs(vocabulary.storedRelation("member"));
    assertThat(vocabulary.storedRelation("t_member")).isNull();
  }

  private String name(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(quoted(text))) {
      json.nextToken();
      return vocabulary.name(json);
    }
  }
}
