package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.lane.DeliveryStoppedException;
import dev.rbacconsumer.kafka.SourceThread;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers until told to stop, or until it cannot go on; then lets go of every connection. */
public final class DeliveryService implements Service {
  private static final Logger log = LoggerFactory.getLogger("dev.rbacconsumer.consumer");

  private final SourceThread source;
  private final String topic;
  private final AdminEndpoint admin;
  private final Resources resources;

  /**
   * @param source not started
   * @param topic it reads
   * @param admin not started; one that cannot start ends the service before it reads anything
   * @param resources what to close at the end
   */
  public DeliveryService(
      SourceThread source, String topic, AdminEndpoint admin, Resources resources) {
    this.source = source;
    this.topic = topic;
    this.admin = admin;
    this.resources = resources;
  }

  @Override
  public ExitCode run() throws InterruptedException {
    try (admin) {
      if (!admin.start()) {
        return ExitCode.FAILURE;
      }
      source.start();
      log.info("RBAC Kafka consumer started, listening on topic \"{}\"", topic);
      source.awaitEnd();
      return outcome(source.failure());
    } finally {
      resources.close();
    }
  }

  @Override
  public void stop() {
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
      log.error("RBAC Kafka consumer failed", failure);
    }
    return ExitCode.FAILURE;
  }
}
