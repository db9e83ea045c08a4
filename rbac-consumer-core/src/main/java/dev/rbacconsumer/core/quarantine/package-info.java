/** Records of a partition that wait apart, and which other records have to wait behind them. */
@NullMarked
package dev.rbacconsumer.core.quarantine;

import org.jspecify.annotations.NullMarked;
