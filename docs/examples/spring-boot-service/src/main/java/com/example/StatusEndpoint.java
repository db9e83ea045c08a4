package com.example;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/** The status of the consumer: which record blocks a partition, since when and why. */
@Component
@WebEndpoint(id = "rbacstatus")
class StatusEndpoint {
  private final RelationConsumer consumer;

  StatusEndpoint(RelationConsumer consumer) {
    this.consumer = consumer;
  }

  @ReadOperation(produces = "application/json")
  String status() {
    return consumer.statusJson();
  }
}
