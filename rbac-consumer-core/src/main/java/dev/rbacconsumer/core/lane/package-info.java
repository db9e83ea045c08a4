/**
 * Delivery of assigned partitions, record by record.
 *
 * <p>A {@link dev.rbacconsumer.core.lane.Lane} decides: it is a state machine without a thread or a
 * clock. A {@link dev.rbacconsumer.core.lane.LaneDriver} does what it says, with blocking calls, on
 * whatever the {@link dev.rbacconsumer.core.port.LaneRunner} gives it. The {@link
 * dev.rbacconsumer.core.lane.Dispatcher} stands between the lanes and the message source, on the
 * source's own thread. Start there.
 */
@NullMarked
package dev.rbacconsumer.core.lane;

import org.jspecify.annotations.NullMarked;
