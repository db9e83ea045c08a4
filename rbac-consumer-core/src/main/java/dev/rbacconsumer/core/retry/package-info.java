/** How long to wait before trying again. Pure: the random draw is handed in. */
@NullMarked
package dev.rbacconsumer.core.retry;

import org.jspecify.annotations.NullMarked;
