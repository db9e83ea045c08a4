/**
 * The clock, the waits and the random source that core uses, and the backoff between attempts. The
 * backoff is pure: the caller passes the random draw.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.time;

import org.jspecify.annotations.NullMarked;
