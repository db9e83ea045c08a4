/**
 * Reports whether a consumer would run with its settings: one {@link
 * dev.rbacconsumer.core.internal.check.Step} for each thing that it needs, and a sentence for each
 * one that is missing. Start at {@link dev.rbacconsumer.core.internal.check.CheckRunner}; the steps
 * themselves come from outside, since they connect to servers.
 */
@NullMarked
package dev.rbacconsumer.core.internal.check;

import org.jspecify.annotations.NullMarked;
