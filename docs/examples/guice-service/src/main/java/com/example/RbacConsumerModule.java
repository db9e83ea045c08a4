package com.example;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Binds a started {@link RelationConsumer}. Another module binds the {@link MetricRegistry} and what
 * happens when delivery fails; any module may add message types and listeners to the sets.
 */
public final class RbacConsumerModule extends AbstractModule {
  private final Map<String, String> settings;

  /**
   * @param settings settings of the consumer by name, such as {@code System.getenv()}
   */
  public RbacConsumerModule(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  @Override
  protected void configure() {
    requireBinding(MetricRegistry.class);
    requireBinding(OnFailure.class);
    Multibinder.newSetBinder(binder(), new TypeLiteral<MessageType<?>>() {});
    Multibinder.newSetBinder(binder(), AppliedEventListener.class);
  }

  @Provides
  @Singleton
  RelationConsumer consumer(
      MetricRegistry registry,
      OnFailure onFailure,
      Set<MessageType<?>> types,
      Set<AppliedEventListener> listeners) {
    SettingValues values = SettingValues.of(settings);
    ConsumerBuilder builder =
        RelationConsumer.builder()
            .settings(values)
            .source(KafkaSource.of(values))
            .store(RelationsStore.of(values))
            .metrics(registry)
            .onFailure(onFailure);
    types.forEach(builder::messageType);
    listeners.forEach(builder::onApplied);
    return builder.start();
  }

  /** Called when delivery has failed. */
  @FunctionalInterface
  public interface OnFailure extends Consumer<Throwable> {}
}
