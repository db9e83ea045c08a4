package dev.rbacconsumer.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.kafka.ThreadSleeper;
import dev.rbacconsumer.launcher.health.Condition;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.health.ProbeFiles;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitoredServiceTest {
  @TempDir private Path directory;
  private boolean stopped;

  @Test
  void filesAreThereWhileTheServiceRunsAndGoneAfterwards() throws InterruptedException {
    // Given
    var service =
        monitored(
            () -> {
              Eventually.get(
                  () -> Files.exists(directory.resolve("ready")),
                  there -> there,
                  Duration.ofMinutes(1));
              return ExitCode.OK;
            });

    // When
    ExitCode code = service.run();

    // Then
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void filesAreGoneWhenTheServiceFails() {
    // Given
    var service =
        monitored(
            () -> {
              throw new IllegalStateException("out of order");
            });

    // Then
    assertThatThrownBy(service::run).hasMessage("out of order");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void stopReachesTheService() {
    monitored(() -> ExitCode.OK).stop();

    assertThat(stopped).isTrue();
  }

  private MonitoredService monitored(Supplier<ExitCode> body) {
    Service service =
        new Service() {
          @Override
          public ExitCode run() {
            return body.get();
          }

          @Override
          public void stop() {
            stopped = true;
          }
        };
    var files = new ProbeFiles(directory.resolve("alive"), directory.resolve("ready"));
    var monitor =
        new HealthMonitor(
            () -> List.of(Condition.liveness("source", true, "runs")),
            files,
            Duration.ofSeconds(30),
            new ManualClock(),
            new ThreadSleeper());
    return new MonitoredService(service, monitor);
  }
}
