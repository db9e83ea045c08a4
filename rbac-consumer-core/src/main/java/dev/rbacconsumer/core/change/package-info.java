/** The division of a large change into several calls, and its progress. */
@NullMarked
package dev.rbacconsumer.core.change;

import org.jspecify.annotations.NullMarked;
