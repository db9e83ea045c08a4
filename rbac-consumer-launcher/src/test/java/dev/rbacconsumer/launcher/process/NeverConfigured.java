package dev.rbacconsumer.launcher.process;

import com.google.inject.AbstractModule;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** A module that keeps the consumer from being put together, as a server that hangs would. */
public final class NeverConfigured extends AbstractModule {
  @Override
  protected void configure() {
    LoggerFactory.getLogger(NeverConfigured.class).info("Waits for ever");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
