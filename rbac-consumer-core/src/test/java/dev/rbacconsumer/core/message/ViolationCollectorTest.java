package dev.rbacconsumer.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Only the first faults of a message are kept and reported. */
class ViolationCollectorTest {
  private final ViolationCollector faults = new ViolationCollector();

  @Test
  void isFullOnceItHasAsManyFaultsAsAreKept() {
    assertThat(faults.isEmpty()).isTrue();

    for (int fault = 1; fault <= ViolationCollector.MOST_KEPT; fault++) {
      assertThat(faults.isFull()).isFalse();
      add(ViolationCode.INVALID_ID, fault);
    }

    assertThat(faults.isFull()).isTrue();
    assertThat(faults.isEmpty()).isFalse();
  }

  @Test
  void keepsTheFirstFaults() {
    for (int fault = 1; fault <= 9; fault++) {
      add(ViolationCode.INVALID_ID, fault);
    }

    assertThat(faults.list())
        .extracting(Violation::path)
        .containsExactly("$[1]", "$[2]", "$[3]", "$[4]", "$[5]");
  }

  @Test
  void keepsThatAValueIsNoEnvelopeHoweverManyFaultsItHasBefore() {
    for (int fault = 1; fault <= 9; fault++) {
      add(ViolationCode.UNKNOWN_FIELD, fault);
    }
    add(ViolationCode.NOT_DEBEZIUM_FORMAT, 10);

    assertThat(faults.onlyOf(ViolationCode.NOT_DEBEZIUM_FORMAT))
        .extracting(Violation::path)
        .containsExactly("$[10]");
    assertThat(faults.isFull()).isTrue();
  }

  private void add(ViolationCode code, int number) {
    faults.add(code, "$[" + number + "]", "so");
  }
}
