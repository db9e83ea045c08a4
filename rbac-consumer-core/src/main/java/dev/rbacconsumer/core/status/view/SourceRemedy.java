package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.source.SourceProblem;

/** Advice for each kind of problem with Kafka. */
final class SourceRemedy {
  private static final String DISCONNECTED = "RBACConsumerDisconnected";
  private static final String NOT_A_MEMBER = "RBACConsumerNotAMember";

  private SourceRemedy() {}

  static Advice of(SourceProblem.Kind kind) {
    return switch (kind) {
      case BROKERS_SILENT ->
          new Advice(
              DISCONNECTED,
              "See whether the brokers run, and whether they can be reached from this pod at the"
                  + " addresses that they advertise. The consumer connects again by itself.");
      case LOGIN_REFUSED ->
          new Advice(
              DISCONNECTED,
              "Correct the login, the security protocol or the certificates, and restart where the"
                  + " setting is not read from a file.");
      case TOPIC_MISSING ->
          new Advice(
              NOT_A_MEMBER,
              "Create the topic, correct RBAC_KAFKA_CONSUMER_TOPIC, or let this login describe the"
                  + " topic. The consumer begins by itself once the topic is there.");
      case COORDINATOR_UNAVAILABLE ->
          new Advice(
              NOT_A_MEMBER,
              "See whether the topic __consumer_offsets exists and each of its partitions has a"
                  + " leader; a new cluster with fewer brokers than"
                  + " offsets.topic.replication.factor cannot create it.");
      case NOT_AUTHORIZED ->
          new Advice(
              NOT_A_MEMBER,
              "Give this login READ and DESCRIBE on the topic, and READ on the group. The consumer"
                  + " begins by itself then.");
      case NOT_A_MEMBER ->
          new Advice(
              NOT_A_MEMBER,
              "Look at the group with kafka-consumer-groups.sh --describe --members, and see"
                  + " whether another member uses another protocol or assignor. Where the log of"
                  + " the consumer shows a refused join, its reason is there.");
      case NO_ANSWER ->
          new Advice(
              NOT_A_MEMBER,
              "Brokers answer, but not all questions about topic and group: see the reason, and the"
                  + " log of the brokers.");
    };
  }
}
