/** Waits between attempts. Pure: the caller passes the random draw. */
@NullMarked
package dev.rbacconsumer.core.retry;

import org.jspecify.annotations.NullMarked;
