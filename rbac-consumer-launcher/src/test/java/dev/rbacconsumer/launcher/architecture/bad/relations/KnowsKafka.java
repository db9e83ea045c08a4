package dev.rbacconsumer.launcher.architecture.bad.relations;

import org.apache.kafka.common.TopicPartition;

final class KnowsKafka {
  TopicPartition partition;
}
