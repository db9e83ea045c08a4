package dev.rbacconsumer.testkit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final String HELD = "'fence': {'state': 'held', 'refused': null}";
  private static final String IDLE = "{'partition': %d, 'position': 5, " + HELD + "}";
  private static final String BLOCKED =
      "{'partition': 1, 'position': 5, 'blocked': {'offset': 5, 'class': 'rejected',"
          + " 'code': 'unknown_definition', 'reason': 'no such type'}, "
          + HELD
          + "}";
  private static final String PAUSED =
      "{'partition': 1, 'position': 5, 'paused': {'by': 'ann'}, " + HELD + "}";
  private static final String NO_LOCK =
      "{'partition': 1, 'position': null, 'fence': {'state': 'refused',"
          + " 'refused': {'reason': 'no connection'}}}";
  private static final String LOSS =
      "{'partition': 1, 'position': 5, 'data_loss': {'reason': 'it is gone'}, " + HELD + "}";

  private static final String POSITIONING =
      "{'partition': 1, 'state': 'positioning', " + HELD + "}";
  private static final String NO_RECORD = "{'partition': 1, 'position': null, " + HELD + "}";

  @Test
  void isReadyWithEveryPartitionAndItsLock() throws IOException {
    assertThat(with(true, IDLE.formatted(1)).isReady()).isTrue();
    assertThat(with(true, BLOCKED).isReady()).isTrue();
    assertThat(with(true, NO_RECORD).isReady()).isTrue();
    assertThat(with(true, NO_LOCK).isReady()).isFalse();
    assertThat(with(true, POSITIONING).isReady()).isFalse();
    assertThat(with(false, IDLE.formatted(1)).isReady()).isFalse();
    assertThat(of(true, IDLE.formatted(0)).isReady()).isFalse();
  }

  @Test
  void anOffsetIsKnownOnceItIsAppliedOrItsPartitionIsHeldUp() throws IOException {
    Map<Integer, Long> applied = Map.of(0, 4L, 1, 4L);
    Map<Integer, Long> ahead = Map.of(0, 4L, 1, 5L);

    assertThat(with(true, IDLE.formatted(1)).isKnown(applied)).isTrue();
    assertThat(with(true, IDLE.formatted(1)).isKnown(ahead)).isFalse();
    for (String heldUp : new String[] {BLOCKED, PAUSED, NO_LOCK, LOSS}) {
      assertThat(with(true, heldUp).isKnown(ahead)).as(heldUp).isTrue();
    }
    assertThat(with(true, NO_RECORD).isKnown(applied)).isFalse();
    assertThat(of(true).isKnown(applied)).isFalse();
  }

  @Test
  void aSentenceSaysWhatHoldsAPartitionUp() throws IOException {
    assertThat(with(true, IDLE.formatted(1)).sentences()).containsExactly("Nothing is blocked.");
    assertThat(with(true, BLOCKED).sentences())
        .containsExactly(
            "Partition 1 is blocked at offset 5: rejected/unknown_definition (no such type).");
    assertThat(with(true, PAUSED).sentences())
        .containsExactly("Partition 1 is paused by an operator.");
    assertThat(with(true, NO_LOCK).sentences())
        .containsExactly("Partition 1 has no lock: no connection.");
    assertThat(with(true, LOSS).sentences())
        .containsExactly("Partition 1 is not read: it is gone.");
  }

  @Test
  void aBlockIsFoundByItsClassAndByItsCode() throws IOException {
    assertThat(with(true, BLOCKED).isBlockedBy("rejected")).isTrue();
    assertThat(with(true, BLOCKED).isBlockedBy("unknown_definition")).isTrue();
    assertThat(with(true, BLOCKED).isBlockedBy("transient")).isFalse();
    assertThat(with(true, IDLE.formatted(1)).isBlockedBy("")).isFalse();
  }

  /** Three partitions, of which the second one is given. */
  private static Outlook with(boolean member, String second) throws IOException {
    return of(member, IDLE.formatted(0), second, IDLE.formatted(2));
  }

  private static Outlook of(boolean member, String... partitions) throws IOException {
    String text =
        "{'source': {'connected': true, 'member': %s}, 'partitions': [%s]}"
            .formatted(member, String.join(", ", partitions));
    return new Outlook(JsonTree.parse(text.replace('\'', '"')));
  }
}
