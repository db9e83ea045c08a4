package dev.rbacconsumer.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionIdTest {
  @Test
  void readsAsKafkasOwnToolsPrintIt() {
    assertThat(new PartitionId("outbox.event.rbac", 3)).hasToString("outbox.event.rbac-3");
  }

  @Test
  void isOrderedByTopicThenByNumber() {
    PartitionId a2 = new PartitionId("a", 2);
    PartitionId a10 = new PartitionId("a", 10);
    PartitionId b1 = new PartitionId("b", 1);

    assertThat(List.of(b1, a10, a2).stream().sorted()).containsExactly(a2, a10, b1);
    assertThat(a2).isEqualByComparingTo(new PartitionId("a", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void refusesATopicWithoutAName(String topic) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartitionId(topic, 0))
        .withMessage("topic: want a name, got a blank");
  }

  @Test
  void refusesANumberBelowZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartitionId("outbox", -1))
        .withMessage("partition: want >= 0, got -1");
  }
}
