package dev.rbacconsumer.launcher.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service so that SIGTERM and SIGINT stop it in order, and the process then ends with the
 * service's own code.
 *
 * <p>Left alone, a virtual machine that a signal ends exits with 128 plus the signal's number, so
 * that an orderly stop looks like a failure. The shutdown hook therefore waits for the service and
 * halts with its code. Nothing is cut off by that: the service has closed everything by then.
 */
public final class GracefulRun {
  private static final Logger log = LoggerFactory.getLogger(GracefulRun.class);

  /** The service's own bound comes first; this is for one that does not keep it. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Jvm jvm;
  private final Duration longestStop;
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private @Nullable Service service;
  private boolean stopping;

  /**
   * A run that is ended by force a little after the service should have stopped.
   *
   * @param shutdownTimeout in which the service promises to stop
   */
  public static GracefulRun within(Duration shutdownTimeout, Jvm jvm) {
    return new GracefulRun(jvm, shutdownTimeout.plus(MARGIN));
  }

  /**
   * @param longestStop from the signal to the end, whatever the service does
   */
  GracefulRun(Jvm jvm, Duration longestStop) {
    this.jvm = jvm;
    this.longestStop = longestStop;
  }

  /**
   * Creates the service and runs it to its end. Called once.
   *
   * @return the service's code, that of a {@link StartException}, or {@link ExitCode#FAILURE} when
   *     anything else was thrown
   */
  public ExitCode run(Supplier<Service> creator) {
    jvm.onShutdown(new Thread(this::stopAndHalt, "shutdown"));
    ExitCode code = runToEnd(creator);
    ended.complete(code);
    return code;
  }

  private ExitCode runToEnd(Supplier<Service> creator) {
    try {
      Service created = creator.get();
      begin(created);
      return created.run();
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

  /** The signal may have come while the service was being created. */
  private synchronized void begin(Service created) {
    service = created;
    if (stopping) {
      created.stop();
    }
  }

  private synchronized void beginToStop() {
    stopping = true;
    if (service != null) {
      service.stop();
    }
  }

  private void stopAndHalt() {
    ExitCode code = ExitCode.FAILURE;
    try {
      if (!ended.isDone()) {
        log.info("Told to end; stopping, for {} s at most", longestStop.toSeconds());
        beginToStop();
      }
      code = await();
    } catch (RuntimeException | Error thrown) {
      log.error("Could not stop in order; ending all the same", thrown);
    } finally {
      jvm.halt(code.number());
    }
  }

  private ExitCode await() {
    try {
      return ended.get(longestStop.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      log.error("Not stopped after {} s; ending all the same", longestStop.toSeconds());
    } catch (InterruptedException | ExecutionException broken) {
      log.error("Lost sight of the service; ending all the same", broken);
    }
    return ExitCode.FAILURE;
  }
}
