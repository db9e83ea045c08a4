/**
 * What the consumer can be told, and how. Every setting is defined once, in {@code AllSettings};
 * the values, the messages about wrong ones and the table in {@code docs/configuration.md} all come
 * from there. Start at {@link dev.rbacconsumer.launcher.config.SettingsReader}.
 *
 * <p>Pure: the environment is handed in as a map, and nothing is opened or connected. Everything is
 * immutable.
 */
@NullMarked
package dev.rbacconsumer.launcher.config;

import org.jspecify.annotations.NullMarked;
