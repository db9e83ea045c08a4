/**
 * Log of the consumer: one line for each event, as text or as JSON, with times in UTC, and with no
 * foreign text that could be mistaken for one of our lines. The format of the text is in {@link
 * dev.rbacconsumer.launcher.logging.LogConfigurator}; level and format are set from the settings by
 * {@link dev.rbacconsumer.launcher.logging.Logging}, and the level at run time by {@link
 * dev.rbacconsumer.launcher.logging.LogLevelRoute}.
 */
@NullMarked
package dev.rbacconsumer.launcher.logging;

import org.jspecify.annotations.NullMarked;
