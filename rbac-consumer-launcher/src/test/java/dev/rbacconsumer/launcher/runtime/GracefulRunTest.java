package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.logging.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class GracefulRunTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeProcessControl jvm = new FakeProcessControl();
  private final List<String> timeline = Collections.synchronizedList(new ArrayList<>());

  @Test
  void endOfTheServiceIsTheResult() {
    // When
    ExitCode code = run(() -> new Scripted(() -> ExitCode.FAILURE));

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(jvm.isHalted()).isFalse();
  }

  @Test
  void startThatIsRefusedIsOneLineAndEndsWithTheCodeOfTheRefusal() {
    try (var log = CapturedLog.of(GracefulRun.class)) {
      // When
      ExitCode code =
          run(
              () -> {
                throw new StartException(
                    ExitCode.USAGE, "KAFKA_SERVERS: want another", new Exception("deep down"));
              });

      // Then
      assertThat(code).isEqualTo(ExitCode.USAGE);
      assertThat(log.lines()).contains("ERROR Cannot start: KAFKA_SERVERS: want another");
      assertThat(log.hasStackTraces()).isFalse();
    }
  }

  @Test
  void signalStopsTheServiceAndEndsTheProcessWithItsCode() {
    // Given
    var service = new UntilStopped(ExitCode.OK, jvm::signal);

    // When
    ExitCode code = run(() -> service);

    // Then
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(jvm.awaitHalt(LONG)).isZero();
    assertThat(timeline).containsExactly("run", "stop", "closed");
  }

  @Test
  void stopThatFailsIsNotPassedOffAsOrderly() {
    // Given
    var service = new UntilStopped(ExitCode.FAILURE, jvm::signal);

    // When
    run(() -> service);

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(1);
  }

  @Test
  void signalBeforeTheServiceIsCreatedEndsTheProcessAtOnceAndWell() {
    // When
    ExitCode code =
        new GracefulRun(jvm, LONG)
            .run(
                run -> {
                  jvm.signal();
                  assertThat(jvm.awaitHalt(LONG)).isZero();
                  return ExitCode.USAGE;
                });

    // Then
    assertThat(code).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void signalWhileTheServiceIsCreatedEndsTheProcessAtOnceAndTheServiceNeverRuns() {
    // Given
    var service = new UntilStopped(ExitCode.OK, () -> {});

    // When
    ExitCode code =
        run(
            () -> {
              jvm.signal();
              assertThat(jvm.awaitHalt(LONG)).isZero();
              return service;
            });

    // Then
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(timeline).isEmpty();
  }

  @Test
  void refusedSettingsKeepTheirCodeThoughTheProcessEndsThroughTheHook() {
    // Given
    new GracefulRun(jvm, LONG).run(run -> ExitCode.USAGE);

    // When
    jvm.signal();

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(2);
  }

  @Test
  void whatIsThrownBeforeTheServiceIsAFailureThoughTheProcessEndsThroughTheHook() {
    // Given
    assertThatThrownBy(
            () ->
                new GracefulRun(jvm, LONG)
                    .run(
                        run -> {
                          throw new IllegalStateException("defect");
                        }))
        .hasMessage("defect");

    // When
    jvm.signal();

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(1);
  }

  @Test
  void signalAfterTheEndChangesNothing() {
    // Given
    var service = new Scripted(() -> ExitCode.FAILURE);
    run(() -> service);

    // When
    jvm.signal();

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(1);
    assertThat(timeline).containsExactly("run");
  }

  @Test
  void serviceThatDoesNotStopIsEndedByForce() throws InterruptedException {
    // Given
    var stuck = new CountDownLatch(1);
    var service =
        new Scripted(
            () -> {
              jvm.signal();
              stuck.await();
              return ExitCode.OK;
            });
    Thread main =
        new Thread(
            () ->
                new GracefulRun(jvm, Duration.ofMillis(1))
                    .run(run -> run.service(Duration.ZERO, () -> service)));

    // When
    main.start();

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(1);
    assertThat(timeline).containsExactly("run", "stop", "abandoned");
    stuck.countDown();
    main.join();
  }

  @Test
  void serviceThatThrowsIsAFailure() {
    // Given
    var service =
        new Scripted(
            () -> {
              throw new IllegalStateException("out of order");
            });

    // Then
    assertThat(run(() -> service)).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void serviceThatCannotBeCreatedIsAFailure() {
    assertThat(
            run(
                () -> {
                  throw new LinkageError("a class is missing");
                }))
        .isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void stopThatThrowsStillEndsTheProcess() throws InterruptedException {
    // Given
    var released = new CountDownLatch(1);
    Service service =
        new Service() {
          @Override
          public ExitCode run() throws InterruptedException {
            jvm.signal();
            released.await();
            return ExitCode.OK;
          }

          @Override
          public void stop() {
            throw new IllegalStateException("cannot stop");
          }
        };
    Thread main = new Thread(() -> run(() -> service));

    // When
    main.start();

    // Then
    assertThat(jvm.awaitHalt(LONG)).isEqualTo(1);
    released.countDown();
    main.join();
  }

  private ExitCode run(Supplier<Service> creator) {
    return new GracefulRun(jvm, LONG).run(run -> run.service(Duration.ZERO, creator));
  }

  private interface Body {
    ExitCode run() throws InterruptedException;
  }

  /** Does as told and notes what is asked of it. */
  private class Scripted implements Service {
    private final Body body;

    Scripted(Body body) {
      this.body = body;
    }

    @Override
    public ExitCode run() throws InterruptedException {
      timeline.add("run");
      return body.run();
    }

    @Override
    public void stop() {
      timeline.add("stop");
    }

    @Override
    public void abandon() {
      timeline.add("abandoned");
    }
  }

  /** Runs until it is stopped, and closes then. */
  private final class UntilStopped extends Scripted {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExitCode code;
    private final Runnable whileRunning;

    UntilStopped(ExitCode code, Runnable whileRunning) {
      super(() -> code);
      this.code = code;
      this.whileRunning = whileRunning;
    }

    @Override
    public ExitCode run() throws InterruptedException {
      timeline.add("run");
      whileRunning.run();
      stopped.await();
      timeline.add("closed");
      return code;
    }

    @Override
    public void stop() {
      super.stop();
      stopped.countDown();
    }
  }
}
