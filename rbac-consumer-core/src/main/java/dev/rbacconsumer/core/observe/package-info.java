/**
 * The events of delivery as values: one observer receives every event, and logs, metrics and status
 * are derived from them. Each event belongs to a group: a record, a partition, its marks and
 * replays, or the instance. Nothing here influences delivery.
 */
@NullMarked
package dev.rbacconsumer.core.observe;

import org.jspecify.annotations.NullMarked;
