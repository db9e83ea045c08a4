package dev.rbacconsumer.testkit;

/**
 * Libraries that only some parts of the testkit need, so that it does not bring them. A project
 * that uses such a part adds the library to its own test dependencies.
 */
public enum TestkitDependency {
  /** Kafka's broker, for {@code EmbeddedKafka} and {@code KafkaProcess}. */
  BROKER("the broker", "kafka.server.KafkaRaftServer", "org.apache.kafka", "kafka_2.13"),
  /** The Relations adapter with gRPC, for {@code RelationsServer}. */
  GRPC(
      "the Relations server",
      "dev.rbacconsumer.relations.RelationsChannel",
      "dev.rbacconsumer",
      "rbac-consumer-relations-grpc");

  private final String part;
  private final String type;
  private final String group;
  private final String artifact;

  TestkitDependency(String part, String type, String group, String artifact) {
    this.part = part;
    this.type = type;
    this.group = group;
    this.artifact = artifact;
  }

  /**
   * Checks that the library is there.
   *
   * @throws IllegalStateException if it is missing; the message has the dependency to add
   */
  public void require() {
    try {
      Class.forName(type, false, TestkitDependency.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(message(), missing);
    }
  }

  /** Returns the sentence with the dependency to add. */
  String message() {
    return """
        %s needs %s:%s on the test class path. The versions to import of \
        dev.rbacconsumer:rbac-consumer include it. Add:
        <dependency>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <scope>test</scope>
        </dependency>"""
        .formatted(part, group, artifact, group, artifact);
  }
}
