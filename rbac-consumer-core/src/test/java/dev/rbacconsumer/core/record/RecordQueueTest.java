package dev.rbacconsumer.core.record;

import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Records come out as they went in, and both bounds are kept. */
class RecordQueueTest {
  private final RecordQueue queue = new RecordQueue(4, 100);

  @Test
  void recordsComeOutInTheirOrder() {
    add("a", "b");

    assertThat(queue.peek()).isEqualTo(record(0, "a"));
    assertThat(queue.poll()).isEqualTo(record(0, "a"));
    assertThat(queue.poll()).isEqualTo(record(1, "b"));
    assertThat(queue.poll()).isNull();
    assertThat(queue.peek()).isNull();
  }

  @Test
  void isFullAtItsRecordsAndHasRoomAtHalfOfThem() {
    assertFilling(0, false, true);
    add("a", "b");
    assertFilling(2, false, true);
    add("c");
    assertFilling(3, false, false);
    add("d");
    assertFilling(4, true, false);
  }

  @Test
  void isFullAtItsBytesAndHasRoomAtHalfOfThem() {
    add("x".repeat(50));
    assertFilling(50, false, true);
    add("x");
    assertFilling(51, false, false);
    add("x".repeat(48));
    assertFilling(99, false, false);
    add("x");
    assertFilling(100, true, false);
  }

  @Test
  void whatComesOutGivesItsBytesBack() {
    add("x".repeat(60), "x".repeat(40));

    queue.poll();

    assertFilling(40, false, true);
  }

  @Test
  void aClearedQueueIsEmptyInBothRespects() {
    add("x".repeat(60), "x".repeat(40));

    queue.clear();

    assertThat(queue.peek()).isNull();
    assertFilling(0, false, true);
  }

  @Test
  void whatIsWithinEndsBeforeTheOffset() {
    add("a", "b", "c");

    assertThat(queue.within(2, 100)).containsExactly(record(0, "a"), record(1, "b"));
    assertThat(queue.hasBeyond(2, 100)).isTrue();
    assertThat(queue.within(3, 100)).hasSize(3);
    assertThat(queue.hasBeyond(3, 100)).isFalse();
  }

  @Test
  void whatIsWithinEndsWhereMoreThanTheBytesStandBefore() {
    add("aa", "bb", "cc");

    assertThat(queue.within(9, 1)).containsExactly(record(0, "aa"));
    assertThat(queue.within(9, 2)).containsExactly(record(0, "aa"), record(1, "bb"));
    assertThat(queue.hasBeyond(9, 3)).isTrue();
    assertThat(queue.within(9, 4)).hasSize(3);
    assertThat(queue.hasBeyond(9, 4)).isFalse();
  }

  @Test
  void whatIsBehindAnOffsetBeginsWithTheNextRecord() {
    queue.add(record(3, "a"));
    queue.add(record(7, "b"));
    queue.add(record(8, "c"));

    assertThat(queue.behind(new Offset(3), 9)).containsExactly(record(7, "b"), record(8, "c"));
    assertThat(queue.behind(new Offset(5), 9)).as("a gap").hasSize(2);
    assertThat(queue.behind(new Offset(8), 9)).isEmpty();
    assertThat(queue.behind(new Offset(2), 9)).hasSize(3);
  }

  @Test
  void whatIsBehindNoOffsetBeginsWithTheFirstRecord() {
    add("a", "b", "c");

    assertThat(queue.behind(null, 2)).containsExactly(record(0, "a"), record(1, "b"));
    assertThat(queue.behind(null, 0)).isEmpty();
    assertThat(queue.size()).as("nothing is taken").isEqualTo(3);
  }

  @Test
  void noMoreIsBehindAnOffsetThanWanted() {
    add("a", "b", "c", "d");

    assertThat(queue.behind(new Offset(0), 2)).containsExactly(record(1, "b"), record(2, "c"));
  }

  private void add(String... values) {
    for (int i = 0; i < values.length; i++) {
      queue.add(record(i, values[i]));
    }
  }

  private void assertFilling(int filling, boolean full, boolean room) {
    assertThat(queue.isFull()).as("full at %s", filling).isEqualTo(full);
    assertThat(queue.hasRoom()).as("room at %s", filling).isEqualTo(room);
  }
}
