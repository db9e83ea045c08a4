package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.metrics.TokenMetrics;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaTokens;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.tokens.PostgresTokens;
import dev.rbacconsumer.launcher.tokens.TokenDelivery;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.time.Duration;

/** Binds the delivery of consistency tokens and notifications. */
final class TokensModule extends AbstractModule {
  /** Share of the time to stop in which tokens may still be written, and its limit. */
  private static final int FLUSH_SHARE = 10;

  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(3);

  private final Settings settings;

  TokensModule(Settings settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  static TokenMetrics metrics(MetricRegistry registry) {
    return new TokenMetrics(registry);
  }

  @Provides
  @Singleton
  TokenDelivery tokens(
      TokenMetrics metrics, KafkaClientSettings kafka, DeliveryRuntime host, CloseStack resources) {
    if (settings.mode() == DeliveryMode.DRY_RUN) {
      return none(metrics);
    }
    return settings
        .tokens()
        .match(
            log -> none(metrics),
            topic -> {
              KafkaTokens tokens =
                  KafkaTokens.create(kafka, topic.topic(), maxWait(topic), metrics, host.clock());
              resources.closeAtEnd(tokens::close);
              metrics.pending(tokens::pending, tokens::oldestAge);
              return TokenDelivery.to(tokens);
            },
            database -> {
              PostgresTokens tokens = new PostgresTokens(database, metrics, host, flushTime());
              resources.closeAtEnd(tokens::close);
              return new TokenDelivery(tokens, tokens.partitions());
            });
  }

  private static TokenDelivery none(TokenMetrics metrics) {
    metrics.pending(() -> 0, () -> Duration.ZERO);
    return TokenDelivery.none();
  }

  /** Returns the wait for the client, which is within the share of the call's time. */
  private Duration maxWait(TokenSettings.Kafka topic) {
    return shorter(topic.maxWait(), settings.relations().callDeadline().dividedBy(2));
  }

  private Duration flushTime() {
    return shorter(settings.shutdownTimeout().dividedBy(FLUSH_SHARE), LONGEST_FLUSH);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
