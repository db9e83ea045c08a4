package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnfencedTest {
  @Test
  void everyLockIsGrantedWithATokenThatFencesNothing() {
    assertThat(new Unfenced().acquire("group/3", Duration.ofSeconds(1)))
        .isEqualTo(new FenceOutcome.Acquired(FenceToken.unfenced("group/3")));
  }
}
