package dev.rbacconsumer.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusRouteTest {
  private final ManualClock clock = new ManualClock();
  private final StatusJsonWriter report =
      new StatusJsonWriter(
          InstanceInfo.begins("pod", "1.2.3", "group", "topic", clock), Optional::empty, clock);

  @Test
  void reportsHowTheConsumerStandsNow() {
    StatusRoute route = new StatusRoute(StatusAccess.ALL, report);
    clock.advance(Duration.ofMillis(61_500));
    clock.jumpTimeOfDay(Duration.ofHours(-1));

    Response response = route.answer(Request.get("/status"));

    assertThat(route.path()).isEqualTo("/status");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(response.text())
        .isEqualTo(
            "{\"version\":1,\"at\":\"2025-12-31T23:01:01.500Z\",\"state\":\"disabled\","
                + "\"mode\":null,\"instance\":{\"host\":\"pod\",\"version\":\"1.2.3\","
                + "\"group\":\"group\",\"topic\":\"topic\",\"started_at\":\"2026-01-01T00:00:00Z\","
                + "\"uptime_seconds\":61.500},\"source\":null,\"passed_over\":[],"
                + "\"partitions\":[]}");
  }

  @Test
  void mayBeLimitedToTheSameMachine() {
    assertThat(new StatusRoute(StatusAccess.LOOPBACK, report).loopbackOnly()).isTrue();
    assertThat(new StatusRoute(StatusAccess.ALL, report).loopbackOnly()).isFalse();
  }
}
