/**
 * Reports about parked records for operators, and the run that requests their release. Start at
 * {@link dev.rbacconsumer.launcher.quarantine.ParkedItem}.
 */
@NullMarked
package dev.rbacconsumer.launcher.quarantine;

import org.jspecify.annotations.NullMarked;
