package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

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
