/**
 * A real Kafka broker inside the test's JVM, for what a fake cannot show: rebalances, commits,
 * record limits, a broker that goes away and comes back. Start at {@link
 * dev.rbacconsumer.testkit.kafka.EmbeddedKafka}; {@link
 * dev.rbacconsumer.testkit.kafka.EmbeddedKafkaMain} runs the same broker as a program.
 *
 * <p>The broker does not come with the testkit: its dependency on Kafka is optional, so that who
 * uses only the fakes does not inherit a server, Scala and their libraries. To use this package,
 * add {@code org.apache.kafka:kafka_2.13} in test scope, in the version that the testkit's pom
 * names; it brings everything else along.
 */
@NullMarked
package dev.rbacconsumer.testkit.kafka;

import org.jspecify.annotations.NullMarked;
