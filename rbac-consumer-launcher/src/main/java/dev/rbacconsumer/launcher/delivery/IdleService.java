package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service of a consumer that is switched off: it does nothing until a stop is requested, and is
 * healthy.
 */
public final class IdleService implements Service {
  private static final Logger log = LoggerFactory.getLogger(IdleService.class);

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public ExitCode run() throws InterruptedException {
    log.warn(
        "RBAC Kafka consumer is disabled by RBAC_KAFKA_CONSUMER_REPLICAS=0: it connects to"
            + " nothing and reads nothing");
    stopped.await();
    log.info("RBAC Kafka consumer stopped");
    return ExitCode.OK;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
