package dev.rbacconsumer.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The search for the first queued removal looks at each record once. */
class RemovalFinderTest {
  private final List<Long> looked = new ArrayList<>();
  private final List<Long> removals = new ArrayList<>();
  private final RemovalFinder finder =
      new RemovalFinder(
          record -> {
            looked.add(record.offset().value());
            return removals.contains(record.offset().value());
          });

  @Test
  void findsTheFirstRemovalBehindAdditions() {
    removals.addAll(List.of(4L, 6L));

    assertThat(finder.first(records(2, 8))).map(it -> it.offset().value()).hasValue(4L);
    assertThat(looked).containsExactly(2L, 3L, 4L);
  }

  @Test
  void additionsAreLookedAtOnce() {
    finder.first(records(2, 5));
    looked.clear();

    assertThat(finder.first(records(3, 7))).isEmpty();
    assertThat(looked).containsExactly(5L, 6L);
  }

  @Test
  void nothingOfAQueueThatStayedAsItIsIsLookedAtAgain() {
    finder.first(records(2, 5));
    looked.clear();

    assertThat(finder.first(records(2, 5))).isEmpty();
    assertThat(looked).isEmpty();
  }

  @Test
  void aRemovalThatLeftTheQueueIsNotFoundAgain() {
    removals.add(2L);
    finder.first(records(2, 5));

    assertThat(finder.first(records(3, 5))).isEmpty();
  }

  @Test
  void afterTheQueueBeganAtAnEarlierRecordAllAreLookedAtAgain() {
    finder.first(records(4, 6));
    removals.add(2L);

    assertThat(finder.first(records(2, 6))).map(it -> it.offset().value()).hasValue(2L);
  }

  @Test
  void anEmptyQueueHasNoRemoval() {
    assertThat(finder.first(List.of())).isEmpty();
  }

  private static List<SourceRecord> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            offset ->
                new SourceRecord(
                    new PartitionId("outbox", 0), new Offset(offset), 0, null, null, List.of()))
        .toList();
  }
}
