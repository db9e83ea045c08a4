package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.OptionalBinder;
import dev.rbacconsumer.core.log.LoggedTokens;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import org.slf4j.LoggerFactory;

/** Binds the listener for applied events, unless another module binds its own. */
final class AppliedEventsModule extends AbstractModule {
  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), ConsistencyTokenListener.class)
        .setDefault()
        .toInstance(new LoggedTokens(LoggerFactory.getLogger(LoggedTokens.class)));
    OptionalBinder.newOptionalBinder(binder(), AppliedEventListener.class)
        .setDefault()
        .toInstance(AppliedEventListener.ignored());
  }
}
