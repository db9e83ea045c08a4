package dev.rbacconsumer.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;

/** Records to tell about. */
public final class Records {
  public static final PartitionId PARTITION = new PartitionId("outbox", 3);

  private Records() {}

  public static SourceRecord at(int partition, long offset, String value) {
    return new SourceRecord(
        new PartitionId("outbox", partition),
        new Offset(offset),
        0,
        "key-secret".getBytes(UTF_8),
        value.getBytes(UTF_8),
        List.of());
  }

  public static SourceRecord tombstone() {
    return new SourceRecord(PARTITION, new Offset(7), 0, null, null, List.of());
  }
}
