package dev.rbacconsumer.launcher.bench.e2e.way;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/** A listener of Spring Kafka with its defaults, and a thread for each partition. */
final class SpringListener implements WayProgram {
  private final WayPlace place;

  SpringListener(WayPlace place) {
    this.place = place;
  }

  @Override
  public void run() {
    RelationCalls calls = RelationCalls.pooled(place);
    ContainerProperties properties = new ContainerProperties(place.topic());
    properties.setGroupId(place.group());
    MessageListener<byte[], byte[]> listener = record -> calls.applyOneByOne(Changes.of(record));
    properties.setMessageListener(listener);
    ConcurrentMessageListenerContainer<byte[], byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(place.settings()), properties);
    container.setConcurrency(place.partitions());
    // Its threads keep the process alive.
    container.start();
  }
}
