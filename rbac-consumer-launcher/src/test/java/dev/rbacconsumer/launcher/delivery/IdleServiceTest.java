package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import org.junit.jupiter.api.Test;

final class IdleServiceTest {
  @Test
  void saysWhyItDoesNothingAndEndsOnASignal() throws InterruptedException {
    // Given
    IdleService service = new IdleService();
    service.stop();

    try (var log = CapturedLog.of(IdleService.class)) {
      // When
      ExitCode code = service.run();

      // Then
      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(log.lines())
          .first()
          .asString()
          .contains("disabled by RBAC_KAFKA_CONSUMER_REPLICAS=0");
    }
  }
}
