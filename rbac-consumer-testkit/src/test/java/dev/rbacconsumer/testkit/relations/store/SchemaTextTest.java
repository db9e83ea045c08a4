package dev.rbacconsumer.testkit.relations.store;

import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTextTest {
  private static final List<String> TEXT =
      List.of(
          "# What is needed here.",
          "",
          "rbac/tenant",
          "rbac/group#member: rbac/principal rbac/group#member # nested",
          "rbac/role#*: rbac/principal:*",
          "kessel/lock#version: kessel/lockversion");

  private final InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.parse(TEXT));

  @ParameterizedTest
  @CsvSource({
    "group:eng#member@principal:ann, stored",
    "group:eng#member@group:ops#member, stored",
    "role:r1#anything@principal:*, stored",
    "group:eng#owner@principal:ann, unknown_relation_or_permission",
    "group:eng#member@tenant:t1, invalid_subject_type",
    "group:eng#member@principal:*, invalid_subject_type",
    "role:r1#anything@principal:ann, invalid_subject_type",
    "unheard:x1#member@principal:ann, unknown_definition"
  })
  void tuplesAreThoseThatALineAllows(String text, String verdict) {
    StoreRefusal refusal =
        catchThrowableOfType(StoreRefusal.class, () -> store.touch(List.of(tuple(text)), null));

    assertThat(refusal == null ? "stored" : refusal.word()).isEqualTo(verdict);
  }

  @Test
  void locksAreALineLikeAnyOther() {
    assertThat(store.acquireLock("group/0").token()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rbac", "rbac/group#member", "rbac/group: rbac/principal", "Rbac/group"})
  void aLineThatIsNoneIsNamed(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreSchema.parse(List.of("rbac/tenant", line)))
        .withMessageStartingWith("schema, line 2: want ");
  }
}
