/**
 * The settings of the source: brokers, group, topic and properties of the Kafka client. Start at
 * {@link dev.rbacconsumer.kafka.settings.KafkaSettingsReader}.
 *
 * <p>Pure, except for one thing: whether files that properties name can be read. No connection is
 * opened. All types are immutable.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.kafka.settings;

import org.jspecify.annotations.NullMarked;
