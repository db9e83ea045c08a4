package dev.rbacconsumer.launcher.process;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A listener that hangs whatever timeout it is given, as a defective one would. */
public final class NeverReturns implements AppliedEventListener {
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public Optional<String> applied(AppliedEvent event, Duration timeout)
      throws InterruptedException {
    never.await();
    return Optional.empty();
  }

  /** As its jar names it. */
  public static final class Wired extends AbstractModule {
    @Override
    protected void configure() {
      OptionalBinder.newOptionalBinder(binder(), AppliedEventListener.class)
          .setBinding()
          .toInstance(new NeverReturns());
    }
  }
}
