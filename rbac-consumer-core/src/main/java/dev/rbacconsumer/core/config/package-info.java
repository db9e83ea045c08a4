/**
 * The options of delivery as immutable values: policies for failures, limits of a lane, replays and
 * the loss of data or of a store.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.config;

import org.jspecify.annotations.NullMarked;
