/**
 * Settings of the consumer. Every setting is defined once, in {@code AllSettings}; the values, the
 * error messages and the table in {@code docs/configuration.md} are all derived from it. Start at
 * {@link dev.rbacconsumer.launcher.config.SettingsReader}.
 *
 * <p>Pure: the environment is passed as a map, and no connection is opened. All types are
 * immutable.
 */
@NullMarked
package dev.rbacconsumer.launcher.config;

import org.jspecify.annotations.NullMarked;
