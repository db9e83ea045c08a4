package dev.rbacconsumer.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void theLabelsAreThoseThatDashboardsUse() {
    assertThat(Arrays.stream(FailureClass.values()).map(FailureClass::label))
        .containsExactly("malformed", "invalid", "rejected", "unreadable", "transient");
  }

  @Test
  void readsAsClassReasonAndSentence() {
    assertThat(new Failure(FailureClass.TRANSIENT, "unavailable", "no connection"))
        .hasToString("transient/unavailable: no connection");
  }
}
