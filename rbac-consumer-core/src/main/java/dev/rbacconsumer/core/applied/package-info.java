/**
 * Memory of the latest events, and of what became of each: answers whether an event was applied,
 * with its consistency token, and completes futures once it was. Start at {@link
 * dev.rbacconsumer.core.applied.AppliedEvents}. Thread-safe; nothing here waits or has a thread.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.applied;

import org.jspecify.annotations.NullMarked;
