package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.admin.AllowedHosts;
import dev.rbacconsumer.launcher.admin.RequestGuard;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class IdleServiceTest {
  @Test
  void saysWhyItDoesNothingAndEndsWhenToldTo() throws InterruptedException {
    // Given
    IdleService service = new IdleService(admin(Optional.empty()));
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

  @Test
  void portThatIsTakenIsAFailureHereToo() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      assertThat(new IdleService(admin(Optional.of(taken.getLocalPort()))).run())
          .isEqualTo(ExitCode.FAILURE);
    }
  }

  private static AdminEndpoint admin(Optional<Integer> port) {
    RequestGuard guard = new RequestGuard(new AllowedHosts(List.of(), "machine"));
    return new AdminEndpoint(port, "/metrics", guard, List.of());
  }
}
