package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.MessageTypes;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the message types that other modules register. */
final class MessageTypesModule extends AbstractModule {
  private static final Logger log = LoggerFactory.getLogger(MessageTypesModule.class);

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), new TypeLiteral<MessageType<?>>() {});
  }

  @Provides
  @Singleton
  static MessageTypes types(Set<MessageType<?>> registered) {
    MessageTypes types = MessageTypes.of(registered);
    if (!types.isEmpty()) {
      log.info("Registered message types: {}", types);
    }
    return types;
  }
}
