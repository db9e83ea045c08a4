package dev.rbacconsumer.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("long")
@Timeout(180)
class KafkaProcessTest {
  private static final String TOPIC = "topic";

  /** File that Kafka leaves when it stops in order. */
  private static final String CLEAN = ".kafka_cleanshutdown";

  @Test
  void whatWasWrittenBeforeTheKillIsThereAfterTheStart() {
    try (KafkaProcess kafka = KafkaProcess.start(Map.of("log.segment.bytes", "2097152"))) {
      // Given
      PartitionId partition = new PartitionId(TOPIC, 0);
      Commit commit = new Commit(new CommitPosition(1), "a mark");
      kafka.createTopic(TOPIC, 1);
      kafka.publish(OutboxMessages.tombstone().at(partition, new Offset(0)));
      kafka.commit("group", partition, commit);

      // When
      kafka.kill();
      kafka.start();

      // Then
      assertThat(kafka.committedOffsets("group")).containsEntry(partition, commit);
      assertThat(kafka.publish(OutboxMessages.tombstone().at(partition, new Offset(0))))
          .extracting(offset -> offset.value())
          .isEqualTo(1L);
      assertThat(kafka.lag("group", TOPIC)).isEqualTo(1);
    }
  }

  @Test
  void aBrokerThatWasStoppedInOrderHasItsPortAndItsDataAfterTheStart() {
    try (KafkaProcess kafka = KafkaProcess.start(Map.of())) {
      // Given
      String servers = kafka.bootstrapServers();
      kafka.createTopic(TOPIC, 1);
      kafka.publish(OutboxMessages.tombstone().at(new PartitionId(TOPIC, 0), new Offset(0)));

      // When
      kafka.stop();
      boolean stopped = !kafka.isAlive();
      Path clean = kafka.logDirectory(new PartitionId(TOPIC, 0)).resolveSibling(CLEAN);
      boolean inOrder = Files.exists(clean);
      kafka.start();

      // Then
      assertThat(stopped).isTrue();
      assertThat(inOrder).isTrue();
      assertThat(kafka.isAlive()).isTrue();
      assertThat(kafka.bootstrapServers()).isEqualTo(servers);
      assertThat(kafka.lag("group", TOPIC)).isEqualTo(1);
    }
  }

  @Test
  void aSettingThatKafkaRefusesIsAnErrorThatSaysWhatTheBrokerSaid() {
    assertThatThrownBy(() -> KafkaProcess.start(Map.of("num.io.threads", "none")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start");
  }
}
