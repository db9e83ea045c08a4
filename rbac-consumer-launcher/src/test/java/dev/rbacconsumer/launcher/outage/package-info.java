/**
 * The matrix of outages: for each outage, all that an operator sees of it while it lasts, and that
 * it is gone afterwards. Start at {@code OutageMatrixMain}; the rows are in {@code OutageMatrix}.
 */
@NullMarked
package dev.rbacconsumer.launcher.outage;

import org.jspecify.annotations.NullMarked;
