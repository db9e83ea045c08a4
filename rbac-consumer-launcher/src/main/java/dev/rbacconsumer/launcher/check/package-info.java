/**
 * Checks whether a consumer would run with its settings: one step for each thing that it needs, and
 * a sentence for each one that is missing. It consumes no records and writes nothing. Start at
 * {@link dev.rbacconsumer.launcher.check.CheckReport}.
 */
@NullMarked
package dev.rbacconsumer.launcher.check;

import org.jspecify.annotations.NullMarked;
