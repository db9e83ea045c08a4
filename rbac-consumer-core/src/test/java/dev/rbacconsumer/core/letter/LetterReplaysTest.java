package dev.rbacconsumer.core.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replays of an instance that has no dead-letter topic. */
class LetterReplaysTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Test
  void withoutADeadLetterTopicNothingIsReadAndNothingIsKept() throws Exception {
    LetterReplays replays = LetterReplays.none();
    SourceRecord record = new SourceRecord(PARTITION, new Offset(3), -1, null, null, List.of());
    ReplayedLetter letter =
        new ReplayedLetter(
            new LetterId(new PartitionId("dead-letters", 0), new Offset(0)),
            record,
            "ann",
            "why",
            new CommitPosition(5),
            Instant.EPOCH,
            1,
            0);

    assertThatThrownBy(
            () -> replays.read(PARTITION, new CommitPosition(4), new CommitPosition(5), TIMEOUT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("it has no dead-letter topic");
    assertThat(replays.keep(letter, TIMEOUT))
        .contains(new Outcome.RetryLater("no_dead_letters", "there is no dead-letter topic"));
  }
}
