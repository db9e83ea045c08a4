package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationTupleTest {
  private static final ObjectReference GROUP = ObjectReference.of("rbac", "group", "eng");
  private static final ObjectReference PRINCIPAL =
      ObjectReference.of("rbac", "principal", "redhat/1");
  private static final SubjectReference SUBJECT = SubjectReference.of(PRINCIPAL);

  @Test
  void readsAsTheStoreWritesIt() {
    assertThat(tuple("member")).hasToString("rbac/group:eng#t_member@rbac/principal:redhat/1");
    assertThat(new RelationTuple(GROUP, "member", new SubjectReference(GROUP, "owner")))
        .hasToString("rbac/group:eng#t_member@rbac/group:eng#owner");
  }

  @Test
  void isTheSameWithAndWithoutThePrefix() {
    assertThat(tuple("member")).isEqualTo(tuple("t_member")).hasSameHashCodeAs(tuple("t_member"));
    assertThat(tuple("member").relation()).isEqualTo("t_member");
  }

  @Test
  void aSecondPrefixIsAnotherRelation() {
    assertThat(tuple("t_t_member")).isNotEqualTo(tuple("member"));
  }

  @Test
  void everyPartMakesAnotherTuple() {
    RelationTuple tuple = tuple("member");

    assertThat(tuple).isNotEqualTo(tuple("owner"));
    assertThat(tuple).isNotEqualTo(new RelationTuple(PRINCIPAL, "member", SUBJECT));
    assertThat(tuple).isNotEqualTo(new RelationTuple(GROUP, "member", SubjectReference.of(GROUP)));
    assertThat(tuple)
        .isNotEqualTo(new RelationTuple(GROUP, "member", new SubjectReference(PRINCIPAL, "all")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "ab", "1st", "_x"})
  void aRelationMayBeShorterThanANameForThePrefixCounts(String relation) {
    assertThat(tuple(relation).relation()).isEqualTo("t_" + relation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t_", "Member", "member_", "mem-ber", "mem/ber", "_", "é"})
  void refusesARelationThatTheStoreRefuses(String relation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuple(relation))
        .withMessageStartingWith("relation: want 1 to 62 ");
  }

  @Test
  void aRelationHasAtMost62CharactersBesideThePrefix() {
    assertThat(tuple("r".repeat(62)).relation()).hasSize(64);
    assertThat(tuple("t_" + "r".repeat(62)).relation()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> tuple("r".repeat(63)));
    assertThatIllegalArgumentException().isThrownBy(() -> tuple("t_" + "r".repeat(63)));
  }

  @Test
  void theWildcardIsNoResourceButMayBeTheSubject() {
    ObjectReference everybody = ObjectReference.of("rbac", "principal", "*");

    assertThat(new RelationTuple(GROUP, "member", SubjectReference.of(everybody)))
        .hasToString("rbac/group:eng#t_member@rbac/principal:*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RelationTuple(everybody, "member", SUBJECT))
        .withMessage("resource id: want one object, got the wildcard");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rbac/group:eng#t_member@rbac/principal:redhat/1",
        "rbac/group:eng#t_member@rbac/group:ops#member",
        "rbac/group:eng#t_member@rbac/principal:*",
        "rbac/group:a|b-c=d+E_/9#t_member@rbac/principal:p1"
      })
  void whatIsWrittenCanBeReadBack(String text) {
    assertThat(RelationTuple.parse(text)).hasToString(text);
  }

  @Test
  void isReadWithAndWithoutThePrefix() {
    assertThat(RelationTuple.parse("rbac/group:eng#member@rbac/principal:redhat/1"))
        .isEqualTo(tuple("t_member"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rbac/group:eng",
        "group:eng#member@rbac/principal:p1",
        "rbac/group:eng@rbac/principal:p1",
        "rbac/group:eng#member@rbac/principal:p1#",
        "rbac/group:eng#member@rbac/principal:p1#a#b"
      })
  void refusesATextInAnotherNotation(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelationTuple.parse(text))
        .withMessageStartingWith("tuple: want ns/type:id#relation@ns/type:id, got ");
  }

  @Test
  void refusesATextThatNamesWhatTheStoreRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelationTuple.parse("rbac/group:#member@rbac/principal:p1"))
        .withMessageStartingWith("id: want 1 to 1024 ");
  }

  private static RelationTuple tuple(String relation) {
    return new RelationTuple(GROUP, relation, SUBJECT);
  }
}
