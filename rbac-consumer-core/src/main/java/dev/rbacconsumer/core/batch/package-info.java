/**
 * The size of batches: how many records of a partition are applied as one change.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.batch;

import org.jspecify.annotations.NullMarked;
