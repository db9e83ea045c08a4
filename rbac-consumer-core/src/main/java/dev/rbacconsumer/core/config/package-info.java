/**
 * The options of delivery as immutable values: policies for failures, limits of a lane, replays and
 * the loss of data or of a store.
 */
@NullMarked
package dev.rbacconsumer.core.config;

import org.jspecify.annotations.NullMarked;
