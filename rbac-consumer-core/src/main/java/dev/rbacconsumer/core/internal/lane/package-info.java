/**
 * The decisions of delivery for one partition. A {@link dev.rbacconsumer.core.internal.lane.Lane}
 * is a state machine without a thread, a clock or a call to a port: it takes records and results,
 * and returns the next {@link dev.rbacconsumer.core.internal.lane.LaneAction}. Start there.
 */
@NullMarked
package dev.rbacconsumer.core.internal.lane;

import org.jspecify.annotations.NullMarked;
