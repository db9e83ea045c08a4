package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parked records for tests. */
final class ParkedRecords {
  static final Failure FAILURE =
      new Failure(FailureClass.REJECTED, "schema_type_error", "no relation t_viewer in rbac/role");
  static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.678Z");
  static final String LOG = "x1bVEDzvSKKm-8OTjGmEsA";

  private ParkedRecords() {}

  /** Returns a record that failed. */
  static ParkedRecord failed(PartitionId partition, long offset) {
    return parked(
        new SourceRecord(
            partition,
            new Offset(offset),
            1_767_225_600_123L,
            ("org-" + offset).getBytes(UTF_8),
            ("{\"payload\":" + offset + "}").getBytes(UTF_8),
            List.of(RecordHeader.text("eventType", "create_group"))),
        LOG,
        null);
  }

  /** Returns a record that waits behind another one. */
  static ParkedRecord behind(PartitionId partition, long offset, long behind) {
    return parked(failed(partition, offset).record(), LOG, behind);
  }

  static ParkedRecord parked(SourceRecord record, @Nullable String log, @Nullable Long behind) {
    return new ParkedRecord(
        record,
        Optional.ofNullable(log),
        behind == null ? Optional.of(FAILURE) : Optional.empty(),
        Optional.ofNullable(behind).map(Offset::new),
        SINCE);
  }
}
