package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Collects offsets of records as text with ranges for each partition: {@code outbox-0: 5-9, 12;
 * outbox-1: 3}. Not thread-safe.
 */
final class OffsetRanges {
  private final Map<PartitionId, List<Range>> ranges = new TreeMap<>();
  private int size;

  void add(SourceRecord record) {
    long offset = record.offset().value();
    List<Range> known = ranges.computeIfAbsent(record.partition(), partition -> new ArrayList<>());
    int last = known.size() - 1;
    if (last >= 0 && known.get(last).end() + 1 == offset) {
      known.set(last, new Range(known.get(last).begin(), offset));
    } else {
      known.add(new Range(offset, offset));
      size++;
    }
  }

  /** Returns the number of ranges in all partitions together. */
  int size() {
    return size;
  }

  void clear() {
    ranges.clear();
    size = 0;
  }

  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .map(
            of ->
                of.getKey()
                    + ": "
                    + of.getValue().stream().map(Range::toString).collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  /** Range of offsets without a gap, both ends included. */
  private record Range(long begin, long end) {
    @Override
    public String toString() {
      return begin == end ? Long.toString(begin) : begin + "-" + end;
    }
  }
}
