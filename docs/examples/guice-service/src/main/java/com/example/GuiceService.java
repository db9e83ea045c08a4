package com.example;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import java.util.Map;

/** A service that applies relation changes until it is stopped, or until delivery fails. */
public final class GuiceService {
  private GuiceService() {}

  /** Runs the service with the settings of the environment. */
  public static void main(String[] args) {
    Injector injector =
        injector(System.getenv(), failure -> System.err.println("Delivery failed: " + failure));
    try (RelationConsumer consumer = injector.getInstance(RelationConsumer.class)) {
      // The JVM waits for its hooks, so the consumer leaves its group before the process ends.
      Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
      System.out.println(consumer.name() + " runs");
      consumer.failure().join();
    }
  }

  static Injector injector(Map<String, String> settings, RbacConsumerModule.OnFailure onFailure) {
    return Guice.createInjector(
        new RbacConsumerModule(settings),
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(MetricRegistry.class).toInstance(new MetricRegistry());
            bind(RbacConsumerModule.OnFailure.class).toInstance(onFailure);
          }
        });
  }
}
