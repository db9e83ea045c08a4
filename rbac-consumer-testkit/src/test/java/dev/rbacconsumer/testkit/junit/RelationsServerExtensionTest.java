package dev.rbacconsumer.testkit.junit;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RelationsServerExtensionTest {
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";
  private static final String BOB = "rbac/group:ops#t_member@rbac/principal:bob";

  @RegisterExtension
  private final RelationsServerExtension relations = RelationsServerExtension.create();

  @RepeatedTest(2)
  void eachTestHasAnEmptyServer(RelationsServer server) {
    assertThat(server).isSameAs(relations.server()).hasExactlyTuples();

    server.store().touch(List.of(RelationTuple.parse(ANN)), null);

    assertThat(server).hasExactlyTuples(ANN).hasTuples(ANN).hasNoneOf(BOB);
  }

  @Test
  void whatIsMissingIsNamed(RelationsServer server) {
    assertThatThrownBy(() -> assertThat(server).hasTuples(ANN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(ANN);
    assertThatThrownBy(() -> assertThat(server).hasCalls(Rpc.CREATE_TUPLES, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("calls of CREATE_TUPLES");
  }

  @Test
  void outsideOfATestThereIsNone() {
    assertThatThrownBy(RelationsServerExtension.create()::server)
        .isInstanceOf(IllegalStateException.class);
  }
}
