/**
 * Delivery of assigned partitions, record by record. Start at {@link
 * dev.rbacconsumer.core.delivery.Delivery}.
 *
 * <p>The {@link dev.rbacconsumer.core.delivery.Dispatcher} connects the message source, on the
 * source's own thread, to one lane per partition. A {@link
 * dev.rbacconsumer.core.delivery.LaneDriver} performs the actions of its {@link
 * dev.rbacconsumer.core.internal.lane.Lane} with blocking calls, on the thread that the {@link
 * dev.rbacconsumer.core.port.LaneRunner} gives it.
 */
@NullMarked
package dev.rbacconsumer.core.delivery;

import org.jspecify.annotations.NullMarked;
