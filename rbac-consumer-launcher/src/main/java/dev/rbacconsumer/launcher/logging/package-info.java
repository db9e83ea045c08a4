/**
 * The log: one line of text for each event, times in UTC, nothing foreign that could pass for a
 * line of ours. The shape is in {@code logback.xml}; the level is set from the settings by {@link
 * dev.rbacconsumer.launcher.logging.Logging}.
 */
@NullMarked
package dev.rbacconsumer.launcher.logging;

import org.jspecify.annotations.NullMarked;
