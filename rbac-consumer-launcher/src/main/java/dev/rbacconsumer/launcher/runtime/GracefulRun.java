package dev.rbacconsumer.launcher.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service so that SIGTERM and SIGINT stop it in order, and the process then ends with the
 * service's own code. A signal that comes before the service runs ends the process at once, with
 * {@link ExitCode#OK}: there is nothing to stop yet.
 *
 * <p>By default, a JVM that a signal ends exits with 128 plus the signal's number, so that an
 * orderly stop would count as a failure. The shutdown hook therefore waits for the service and
 * halts with its code. No work is cut off, since the service has closed everything by then.
 */
public final class GracefulRun {
  private static final Logger log = LoggerFactory.getLogger(GracefulRun.class);

  /** Additional time after the service's own limit, for a service that exceeds it. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private static final Duration LONGEST_ABANDON = Duration.ofSeconds(1);

  private final ProcessControl jvm;
  private final Duration margin;
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private @Nullable Service service;
  private Duration longestStop = Duration.ZERO;
  private boolean stopping;

  /** Creates a run that has not started. */
  public GracefulRun(ProcessControl jvm) {
    this(jvm, MARGIN);
  }

  /**
   * @param margin additional time for a service that exceeds its own limit for a stop
   */
  GracefulRun(ProcessControl jvm, Duration margin) {
    this.jvm = jvm;
    this.margin = margin;
  }

  /**
   * Runs the program from reading the settings to the end. Signals are handled from here on. Called
   * once.
   *
   * @param whole calls {@link #service} if there is a service to run
   * @return the result of {@code whole}
   */
  public ExitCode run(Function<GracefulRun, ExitCode> whole) {
    jvm.onShutdown(new Thread(this::stopAndHalt, "shutdown"));
    ExitCode code = ExitCode.FAILURE;
    try {
      code = whole.apply(this);
      return code;
    } finally {
      ended.complete(code);
    }
  }

  /**
   * Creates the service and runs it to its end.
   *
   * @param shutdownTimeout time in which the service promises to stop; a little later it is ended
   *     by force
   * @param creator creates the service; opens no resource that would need closing if the service
   *     never runs
   * @return the service's code, that of a {@link StartException}, or {@link ExitCode#FAILURE} for
   *     any other exception; {@link ExitCode#OK} if a signal came first
   */
  public ExitCode service(Duration shutdownTimeout, Supplier<Service> creator) {
    try {
      Service created = creator.get();
      return begin(created, shutdownTimeout.plus(margin)) ? created.run() : ExitCode.OK;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      log.error("Interrupted from outside; ending");
      return ExitCode.FAILURE;
    } catch (StartException refused) {
      log.error("Cannot start: {}", refused.getMessage());
      log.debug("Cannot start, and this is where it was met", refused);
      return refused.code();
    } catch (RuntimeException | Error thrown) {
      log.error("The consumer failed", thrown);
      return ExitCode.FAILURE;
    }
  }

  /** Returns whether the service may run: a signal may have arrived during its creation. */
  private synchronized boolean begin(Service created, Duration atMost) {
    service = created;
    longestStop = atMost;
    return !stopping;
  }

  /** Returns the service to stop; empty if none runs yet, and then none will start. */
  private synchronized Optional<Service> beginToStop() {
    stopping = true;
    return Optional.ofNullable(service);
  }

  private void stopAndHalt() {
    ExitCode code = ExitCode.FAILURE;
    try {
      code = ended.isDone() ? ended.join() : beginToStop().map(this::stop).orElseGet(this::early);
    } catch (RuntimeException | Error thrown) {
      log.error("Could not stop in order; ending all the same", thrown);
    } finally {
      abandon();
      jvm.halt(code.number());
    }
  }

  private ExitCode early() {
    log.info("Told to end before the start was complete; ending");
    return ExitCode.OK;
  }

  private ExitCode stop(Service running) {
    log.info("Told to end; stopping, for {} s at most", longestStop.toSeconds());
    running.stop();
    try {
      return ended.get(longestStop.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      log.error("Not stopped after {} s; ending all the same", longestStop.toSeconds());
    } catch (InterruptedException | ExecutionException broken) {
      log.error("Lost sight of the service; ending all the same", broken);
    }
    return ExitCode.FAILURE;
  }

  /** Removes the files of a service that has not ended, unless the disk hangs as well. */
  private void abandon() {
    Service running = service;
    if (running == null || ended.isDone()) {
      return;
    }
    Thread removal = new Thread(running::abandon, "abandon");
    removal.setDaemon(true);
    removal.start();
    try {
      removal.join(LONGEST_ABANDON.toMillis());
    } catch (InterruptedException interrupted) {
      log.debug("Interrupted while the service was abandoned");
    }
  }
}
