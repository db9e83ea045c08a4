package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Specifies which time counts as that of the store, by which batches grow and shrink. */
class ChangeApplierTest {
  private final SharedParts parts = new SharedParts();
  private final PreparingSink sink = new PreparingSink(parts);

  /** Ways in which a change is applied and its answer is taken. */
  private enum Way {
    /** A listener may block: by the thread of the lane, and one by one. */
    ALONE,
    /** By the thread of the lane, as the last one of a call. */
    LAST_OF_A_CALL,
    /** By the thread that received the answer. */
    WITHIN_A_CALL
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void batchesGrowWhileTheStoreAnswersQuicklyHoweverLongDecodingTakes(Way way) {
    assertThat(batches(way, ofMillis(100), ofMillis(100))).startsWith(1, 2, 4);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void batchesShrinkWhenTheStoreAnswersSlowly(Way way) {
    assertThat(batches(way, ofMillis(100), ofSeconds(5))).startsWith(1, 2, 1);
  }

  @Test
  void aCallThatKeepsToItsTimeoutIsNotOverdue() {
    Duration most = parts.settings.attemptTimeout();
    DrivenLane lane = start(Way.ALONE);
    List<Optional<PartitionId>> overdue = new ArrayList<>();
    sink.whileApplied.add(
        () -> {
          parts.clock.advance(most);
          overdue.addAll(lane.context.stalls().overdue(Duration.ZERO, true).keySet());
        });

    lane.deliver(0);

    assertThat(sink.calls).hasSize(1);
    assertThat(overdue).isEmpty();
  }

  /** Returns the number of messages of each change, of which the first ones take their time. */
  private List<Integer> batches(Way way, Duration... times) {
    parts.settings = parts.settings.withBatchSize(BatchSize.AUTO);
    takeLongToDecode(1);
    DrivenLane lane = start(way);
    Stream.of(times).forEach(it -> sink.whileApplied.add(() -> parts.clock.advance(it)));
    lane.deliver(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    return sink.calls.stream().flatMap(List::stream).toList();
  }

  private void takeLongToDecode(long offset) {
    MessageDecoder decoder = parts.decoder;
    parts.decoder =
        record -> {
          if (record.offset().value() == offset) {
            parts.clock.advance(ofSeconds(1000));
          }
          return decoder.decode(record);
        };
  }

  private DrivenLane start(Way way) {
    sink.prepares = false;
    sink.longest = way == Way.WITHIN_A_CALL ? 10 : 1;
    if (way == Way.ALONE) {
      parts.applied = (event, timeout) -> Optional.empty();
    }
    parts.sink = sink;
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    return lane;
  }
}
