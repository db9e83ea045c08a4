/**
 * Whether a consumer would run with the settings it has: one step for each thing that it needs, and
 * a sentence for each that is missing. Nothing is consumed and nothing is written. Start at {@link
 * dev.rbacconsumer.launcher.check.CheckReport}.
 */
@NullMarked
package dev.rbacconsumer.launcher.check;

import org.jspecify.annotations.NullMarked;
