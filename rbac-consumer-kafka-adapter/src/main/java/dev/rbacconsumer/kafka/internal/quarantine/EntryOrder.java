package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which entries are released: by group and partition, and in a partition by offset.
 * The records of a log come before those of a log that was created after it; of which one that was,
 * the time tells at which its first record was parked.
 */
final class EntryOrder {
  private EntryOrder() {}

  /** A log of a partition, in the quarantine of a group. */
  private record Log(String group, PartitionId partition, String identity) {
    static Log of(QuarantineEntry entry) {
      return new Log(
          entry.group(), entry.parked().record().partition(), entry.parked().log().orElse(""));
    }
  }

  /** Returns the entries in that order. */
  static List<QuarantineEntry> sorted(Collection<QuarantineEntry> entries) {
    Map<Log, Instant> begins = new HashMap<>();
    for (QuarantineEntry entry : entries) {
      Instant since = entry.parked().since();
      begins.merge(Log.of(entry), since, (a, b) -> a.isBefore(b) ? a : b);
    }
    return entries.stream()
        .sorted(
            Comparator.comparing(QuarantineEntry::group)
                .thenComparing(it -> it.parked().record().partition())
                .thenComparing(it -> begins.get(Log.of(it)))
                .thenComparing(it -> it.parked().log().orElse(""))
                .thenComparing(it -> it.parked().offset()))
        .toList();
  }
}
