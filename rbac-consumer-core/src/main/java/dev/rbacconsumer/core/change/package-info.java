/**
 * The division of a large change into several calls, and its progress.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.change;

import org.jspecify.annotations.NullMarked;
