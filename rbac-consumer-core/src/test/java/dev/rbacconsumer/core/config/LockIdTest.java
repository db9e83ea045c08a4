package dev.rbacconsumer.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.StoreRules;
import org.junit.jupiter.api.Test;

class LockIdTest {
  private static final DispatcherSettings SETTINGS = DispatcherSettings.defaults("group");

  @Test
  void isThatOfTheOlderConsumer() {
    assertThat(SETTINGS.lockId(new PartitionId("outbox.event.a", 3))).isEqualTo("group/3");
    assertThat(SETTINGS.withTopic("a").lockId(new PartitionId("a", 3))).isEqualTo("group/3");
  }

  @Test
  void namesEveryOtherTopicOfASource() {
    String lockId = SETTINGS.withTopic("a").lockId(new PartitionId("outbox.event.b-c_d", 3));

    assertThat(lockId).isEqualTo("group/outbox|event|b-c_d/3");
    assertThat(StoreRules.isId(lockId)).isTrue();
  }
}
