package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final ObjectReference GROUP = ObjectReference.of("rbac", "group", "eng");
  private static final ObjectReference EVERYBODY = ObjectReference.of("rbac", "principal", "*");

  @Test
  void anObjectReadsAsTheStoreWritesIt() {
    assertThat(ObjectReference.of("rbac", "principal", "redhat/12345"))
        .hasToString("rbac/principal:redhat/12345")
        .isEqualTo(new ObjectReference(new ObjectType("rbac", "principal"), "redhat/12345"));
  }

  @Test
  void onlyAnIdThatIsAStarAloneIsTheWildcard() {
    assertThat(EVERYBODY.isWildcard()).isTrue();
    assertThat(GROUP.isWildcard()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "**", "a*", "a.b", "a:b", "host@example", "a b", "é"})
  void refusesAnIdThatTheStoreRefuses(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectReference.of("rbac", "group", id))
        .withMessageStartingWith("id: want 1 to 1024 ")
        .withMessageEndingWith("got \"" + id + "\"");
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    assertThat(ObjectReference.of("rbac", "group", "x".repeat(1024)).id()).hasSize(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectReference.of("rbac", "group", "x".repeat(1025)));
  }

  @Test
  void aSubjectWithoutARelationIsTheObjectItself() {
    SubjectReference subject = SubjectReference.of(GROUP);

    assertThat(subject.hasRelation()).isFalse();
    assertThat(subject.relation()).isEmpty();
    assertThat(subject).hasToString("rbac/group:eng");
  }

  @Test
  void aSubjectWithARelationIsASubjectSet() {
    SubjectReference subject = new SubjectReference(GROUP, "member");

    assertThat(subject.hasRelation()).isTrue();
    assertThat(subject).hasToString("rbac/group:eng#member");
    assertThat(subject).isNotEqualTo(SubjectReference.of(GROUP));
  }

  @Test
  void theRelationOfASubjectIsNeverPrefixed() {
    assertThat(new SubjectReference(GROUP, "member").relation()).isEqualTo("member");
    assertThat(new SubjectReference(GROUP, "member"))
        .isNotEqualTo(new SubjectReference(GROUP, "t_member"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "Member", "member_", "1st", "mem-ber", "..."})
  void refusesASubjectRelationThatTheStoreRefuses(String relation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SubjectReference(GROUP, relation))
        .withMessageStartingWith("subject relation: want none, or 3 to 64 ")
        .withMessageEndingWith("got \"" + relation + "\"");
  }

  @Test
  void theWildcardMayBeASubjectButNotASubjectSet() {
    assertThat(SubjectReference.of(EVERYBODY)).hasToString("rbac/principal:*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SubjectReference(EVERYBODY, "member"))
        .withMessage("subject relation: want none with the wildcard, got \"member\"");
  }
}
