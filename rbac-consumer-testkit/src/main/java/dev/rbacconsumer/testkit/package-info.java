/**
 * Provides fakes and probes for tests of consumers of outbox messages. Tests control time and
 * randomness with {@link dev.rbacconsumer.testkit.ManualClock}, {@link
 * dev.rbacconsumer.testkit.VirtualSleeper} and two sources of jitter: a wait of five minutes takes
 * no time, and a run can be repeated to the nanosecond. {@link
 * dev.rbacconsumer.testkit.InMemoryRelations} is a store without a network, {@link
 * dev.rbacconsumer.testkit.InMemoryQuarantine} a quarantine without a topic. For tests on real
 * threads there are {@link dev.rbacconsumer.testkit.EventProbe} and {@link
 * dev.rbacconsumer.testkit.Eventually}.
 *
 * <p>The other fakes are in separate packages: {@link dev.rbacconsumer.testkit.world} for a whole
 * instance in one thread, {@link dev.rbacconsumer.testkit.messages} for the messages on the topic,
 * {@link dev.rbacconsumer.testkit.relations} for a Relations API server, {@link
 * dev.rbacconsumer.testkit.kafka} for a real broker. The last two need dependencies that the
 * testkit does not include.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit;

import org.jspecify.annotations.NullMarked;
