/** The families of metrics, and the instruments that count and measure them in a registry. */
@NullMarked
package dev.rbacconsumer.core.metrics.instrument;

import org.jspecify.annotations.NullMarked;
