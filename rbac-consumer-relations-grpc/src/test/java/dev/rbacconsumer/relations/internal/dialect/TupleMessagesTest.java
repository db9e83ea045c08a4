package dev.rbacconsumer.relations.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import org.junit.jupiter.api.Test;

class TupleMessagesTest {
  private static final FencingCheck FENCE =
      TupleMessages.fence(new FenceToken("group/0", "the-token"));

  @Test
  void theFenceIsLockAndToken() {
    assertThat(FENCE.getLockId()).isEqualTo("group/0");
    assertThat(FENCE.getLockToken()).isEqualTo("the-token");
  }

  @Test
  void aDeleteNamesEveryPartOfItsTuple() {
    RelationTupleFilter filter = TupleMessages.exactFilter(TestTuples.boundToMembers());

    assertThat(filter)
        .isEqualTo(
            RelationTupleFilter.newBuilder()
                .setResourceNamespace("rbac")
                .setResourceType("role_binding")
                .setResourceId("b1")
                .setRelation("t_subject")
                .setSubjectFilter(
                    SubjectFilter.newBuilder()
                        .setSubjectNamespace("rbac")
                        .setSubjectType("group")
                        .setSubjectId("eng")
                        .setRelation("member"))
                .build());
  }

  @Test
  void aDeleteOfASubjectWithoutRelationSaysThatThereIsNone() {
    SubjectFilter subject = TupleMessages.exactFilter(TestTuples.member("ann")).getSubjectFilter();

    assertThat(subject.hasRelation()).isTrue();
    assertThat(subject.getRelation()).isEmpty();
  }

  @Test
  void anAdditionLeavesOutTheRelationThatItsSubjectDoesNotHave() {
    Relationship plain = TupleMessages.relationship(TestTuples.member("ann"));
    Relationship set = TupleMessages.relationship(TestTuples.boundToMembers());

    assertThat(plain.getRelation()).isEqualTo("t_member");
    assertThat(plain.getSubject().hasRelation()).isFalse();
    assertThat(set.getSubject().getRelation()).isEqualTo("member");
    assertThat(set.getSubject().getSubject().getId()).isEqualTo("eng");
  }
}
