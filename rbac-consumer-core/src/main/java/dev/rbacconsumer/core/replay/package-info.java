/**
 * The memory of replays and of repeated events. Start at {@link
 * dev.rbacconsumer.core.replay.MappedReplayTables} and at {@link
 * dev.rbacconsumer.core.replay.RecentEvents}.
 *
 * <p>Tuples, event ids and contents are remembered as 128-bit hashes. Ids come from users, so a
 * hash must not be one for which collisions can be made: it is the first half of SHA-256.
 */
@NullMarked
package dev.rbacconsumer.core.replay;

import org.jspecify.annotations.NullMarked;
