/**
 * Provides a real Kafka broker inside the test's JVM, for behaviour that a fake cannot show:
 * rebalances, commits, record limits, and a broker that stops and comes back. Start at {@link
 * dev.rbacconsumer.testkit.kafka.EmbeddedKafka}; {@link
 * dev.rbacconsumer.testkit.kafka.EmbeddedKafkaMain} runs the same broker as a program.
 *
 * <p>The testkit does not include the broker: its dependency on Kafka is optional, so that users of
 * only the fakes do not inherit a server, Scala and their libraries. To use this package, add
 * {@code org.apache.kafka:kafka_2.13} in test scope, in the version that the testkit's pom names;
 * it includes all other dependencies.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.kafka;

import org.jspecify.annotations.NullMarked;
