package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.launcher.runtime.StartException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Service that delivers until a stop is requested, or until it cannot continue. */
public final class DeliveryService implements Service {
  private static final Logger log = LoggerFactory.getLogger("dev.rbacconsumer.consumer");

  private final SourceThread source;
  private final String topic;
  private final Optional<StoreWait> store;
  private final StartCheck check;
  private volatile boolean isStopping;

  /**
   * @param source source thread, not started; it logs the stack trace of a failure
   * @param topic topic that it reads
   * @param store wait for the store before that; empty for none
   * @param check made before it starts
   */
  public DeliveryService(
      SourceThread source, String topic, Optional<StoreWait> store, StartCheck check) {
    this.source = source;
    this.topic = topic;
    this.store = store;
    this.check = check;
  }

  /** Looks for a reason not to start. Used once. */
  @FunctionalInterface
  public interface StartCheck extends AutoCloseable {
    /** Starts the part that needs no store, beside the wait for the store. */
    default void begin() {}

    /** Returns one sentence with the reason and the remedy; empty if there is none. */
    Optional<String> problem() throws InterruptedException;

    /** Releases the resources of the check. */
    @Override
    default void close() {}
  }

  @Override
  public ExitCode run() throws InterruptedException {
    try (check) {
      check.begin();
      if (store.isPresent()) {
        store.get().await();
      }
      Optional<String> problem = isStopping ? Optional.empty() : check.problem();
      if (problem.isPresent()) {
        throw new StartException(ExitCode.USAGE, problem.get(), null);
      }
    }
    // After a stop it only closes what was made.
    source.start();
    if (!isStopping) {
      log.info("RBAC Kafka consumer started, listening on topic \"{}\"", topic);
    }
    source.awaitEnd();
    return outcome(source.failure());
  }

  @Override
  public void stop() {
    isStopping = true;
    store.ifPresent(StoreWait::stop);
    source.stop();
  }

  private static ExitCode outcome(@Nullable Throwable failure) {
    if (failure == null) {
      log.info("RBAC Kafka consumer stopped");
      return ExitCode.OK;
    }
    if (failure instanceof DeliveryStoppedException) {
      log.error("RBAC Kafka consumer {}", failure.getMessage());
    } else {
      log.error("RBAC Kafka consumer failed: {}", failure.toString());
    }
    return ExitCode.FAILURE;
  }
}
