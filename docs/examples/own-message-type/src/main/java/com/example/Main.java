package com.example;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import java.time.Duration;

/** Applies relation changes, and prints the names of groups. */
public final class Main {
  private Main() {}

  /** Runs with the settings of the environment, until delivery ends. */
  public static void main(String[] args) throws InterruptedException {
    SettingValues values = SettingValues.of(System.getenv());
    GroupRenamed.Directory directory =
        (event, timeout) -> System.out.println(event.groupId() + " is " + event.name() + " now");
    try (RelationConsumer consumer =
        RelationConsumer.builder()
            .settings(values)
            .source(KafkaSource.of(values))
            .store(RelationsStore.of(values))
            .messageType(GroupRenamed.type(directory))
            .onFailure(failure -> System.err.println("Delivery has failed: " + failure))
            .start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
      while (!consumer.awaitEnd(Duration.ofMinutes(1))) {
        System.out.println(consumer.health().health());
      }
    }
  }
}
