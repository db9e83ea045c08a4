package dev.rbacconsumer.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.ThreadSleeper;
import dev.rbacconsumer.launcher.admin.ActionEndpoint;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.admin.AllowedHosts;
import dev.rbacconsumer.launcher.admin.RequestGuard;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.health.ProbeFiles;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitoredServiceTest {
  @TempDir private Path directory;
  private final UncaughtErrors errors = new UncaughtErrors();
  private boolean stopped;
  private boolean closed;

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

  @Test
  void aPortThatIsTakenIsAFailureAndTouchesNoFileOfTheOneThatHasIt() throws Exception {
    // Given
    Files.createFile(directory.resolve("alive"));
    Files.createFile(directory.resolve("ready"));

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      var service =
          monitored(
              () -> {
                throw new AssertionError("ran though its port is taken");
              },
              Optional.of(taken.getLocalPort()));

      // When
      ExitCode code = service.run();
      service.abandon();

      // Then
      assertThat(code).isEqualTo(ExitCode.FAILURE);
      assertThat(closed).isTrue();
      assertThat(directory.resolve("alive")).exists();
      assertThat(directory.resolve("ready")).exists();
    }
  }

  @Test
  void aServiceThatIsGivenUpLeavesNoFiles() throws InterruptedException {
    // Given
    AtomicReference<MonitoredService> service = new AtomicReference<>();
    service.set(
        monitored(
            () -> {
              Eventually.get(
                  () -> Files.exists(directory.resolve("ready")),
                  there -> there,
                  Duration.ofMinutes(1));

              // When
              service.get().abandon();

              // Then
              assertThat(directory).isEmptyDirectory();
              return ExitCode.OK;
            }));
    assertThat(service.get().run()).isEqualTo(ExitCode.OK);
  }

  @Test
  void filesOfTheNextOneAreSafeFromOneThatHasEnded() throws Exception {
    // Given
    var service = monitored(() -> ExitCode.OK);
    service.run();
    Files.createFile(directory.resolve("alive"));

    // When
    service.abandon();

    // Then
    assertThat(directory.resolve("alive")).exists();
  }

  @Test
  void anErrorThatEndsAnyThreadWhileItRunsIsKnown() throws InterruptedException {
    // Given
    var service =
        monitored(
            () -> {
              Thread dying =
                  new Thread(
                      () -> {
                        throw new NoClassDefFoundError("org/example/Part");
                      },
                      "stranger");
              dying.start();
              try {
                dying.join();
              } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
              }
              return ExitCode.OK;
            });
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    // When
    service.run();

    // Then
    assertThat(errors.first()).contains("thread stranger has ended by NoClassDefFoundError");
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
  }

  private MonitoredService monitored(Supplier<ExitCode> body) {
    return monitored(body, Optional.empty());
  }

  private MonitoredService monitored(Supplier<ExitCode> body, Optional<Integer> port) {
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
    var guard = new RequestGuard(new AllowedHosts(List.of(), "machine"));
    var admin = new AdminEndpoint(port, "/metrics", guard, List.of());
    var resources = new CloseStack();
    resources.closeAtEnd(() -> closed = true);
    return new MonitoredService(service, admin, ActionEndpoint.none(), monitor, errors, resources);
  }
}
