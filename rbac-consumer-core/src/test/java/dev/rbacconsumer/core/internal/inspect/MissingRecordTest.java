package dev.rbacconsumer.core.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences about offsets without a record, for a log from 20 to 40 that is readable to 30. */
final class MissingRecordTest {
  private static final PartitionOffsets LOG =
      new PartitionOffsets(
          Optional.empty(), new CommitPosition(20), new CommitPosition(30), new CommitPosition(40));

  @ParameterizedTest
  @CsvSource({
    "19, 'offset 19 of outbox-1 is gone, since the log begins at 20; choose an offset from there"
        + " on'",
    "20,",
    "29,",
    "30, 'offset 30 of outbox-1 cannot be read yet, since a transaction is open from offset 30 on;"
        + " wait for its end'",
    "39, 'offset 39 of outbox-1 cannot be read yet, since a transaction is open from offset 30 on;"
        + " wait for its end'",
    "40, 'offset 40 of outbox-1 is not written yet, since the log ends at 40'",
  })
  void offsetIsInTheLogOrTheSentenceSaysWhyNot(long offset, String sentence) {
    assertThat(MissingRecord.at(Records.PARTITION, LOG, new Offset(offset)))
        .isEqualTo(Optional.ofNullable(sentence));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 'the records of outbox-1 from offset 10 to 19 are gone, since the log begins at 20;"
        + " --offset 20 shows the first one that is left'",
    "20,",
    "40,",
    "41, 'the group has committed 41 on outbox-1, but the log ends at 40; the topic was created"
        + " again, or the commit was set by hand'",
  })
  void commitIsInTheLogOrTheSentenceSaysWhyNot(long position, String sentence) {
    InspectedPartition partition =
        new InspectedPartition(
            Records.PARTITION, LOG, Optional.of(Commit.of(new CommitPosition(position))));

    assertThat(MissingRecord.atCommit(partition)).isEqualTo(Optional.ofNullable(sentence));
  }

  @Test
  void withoutACommitTheLogBeginsWhereItBegins() {
    InspectedPartition partition = new InspectedPartition(Records.PARTITION, LOG, Optional.empty());

    assertThat(MissingRecord.atCommit(partition)).isEmpty();
    assertThat(partition.firstUnapplied()).isEqualTo(new Offset(20));
    assertThat(partition.lag()).isEqualTo(20);
  }

  @Test
  void skippedOffsetNamesTheNextRecord() {
    assertThat(
            MissingRecord.skipped(Records.PARTITION, new Offset(22), Optional.of(new Offset(25))))
        .endsWith("aborted or compacted; the next record is at offset 25");
    assertThat(MissingRecord.skipped(Records.PARTITION, new Offset(22), Optional.empty()))
        .startsWith("offset 22 of outbox-1 holds no record: ")
        .endsWith("; no record follows");
  }
}
