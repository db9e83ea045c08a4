package com.example;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The consumer of the service, which Spring closes with its context. */
@Configuration
class ConsumerConfiguration {
  private static final Logger log = LoggerFactory.getLogger(ConsumerConfiguration.class);

  @Bean
  MetricRegistry consumerMetrics() {
    return new MetricRegistry();
  }

  @Bean
  RelationConsumer relationConsumer(
      Environment environment, MetricRegistry consumerMetrics, ApplicationContext context) {
    Map<String, String> settings =
        Binder.get(environment).bind("consumer", Bindable.mapOf(String.class, String.class)).get();
    SettingValues values = SettingValues.of(settings);
    return RelationConsumer.builder()
        .settings(values)
        .source(KafkaSource.of(values))
        .store(RelationsStore.of(values))
        .metrics(consumerMetrics)
        .onFailure(failure -> end(context, failure))
        .start();
  }

  /** In a thread of its own: the end of the context closes the consumer, and waits for it. */
  private static void end(ApplicationContext context, Throwable failure) {
    log.error("Relation changes are no longer applied; the service ends", failure);
    new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), "end").start();
  }
}
