package dev.rbacconsumer.launcher.architecture.bad.core;

import org.apache.kafka.common.TopicPartition;

final class KnowsKafka {
  TopicPartition partition;
}
