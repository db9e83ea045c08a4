/**
 * The log: one line for each event, as text or as JSON, times in UTC, nothing foreign that could
 * pass for a line of ours. The shape of the text is in {@code logback.xml}; level and format are
 * set from the settings by {@link dev.rbacconsumer.launcher.logging.Logging}, and the level at run
 * time by {@link dev.rbacconsumer.launcher.logging.LogLevelRoute}.
 */
@NullMarked
package dev.rbacconsumer.launcher.logging;

import org.jspecify.annotations.NullMarked;
