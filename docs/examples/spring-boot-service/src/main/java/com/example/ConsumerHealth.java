package com.example;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.health.HealthView;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The health of the consumer, as a part of that of the service. */
@Component("consumerHealthIndicator")
class ConsumerHealth implements HealthIndicator {
  private final RelationConsumer consumer;

  ConsumerHealth(RelationConsumer consumer) {
    this.consumer = consumer;
  }

  @Override
  public Health health() {
    HealthView view = consumer.health();
    Health.Builder answer =
        switch (view.health()) {
          case CONNECTED -> Health.up();
          case DISCONNECTED -> Health.outOfService();
          case HUNG -> Health.down();
        };
    return answer.withDetail("problems", view.troubles()).build();
  }
}
