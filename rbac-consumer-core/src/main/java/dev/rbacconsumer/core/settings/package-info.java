/**
 * The model of a setting: its name, type, default and meaning, the text forms of values, and the
 * problems of those that are missing or wrong. Every module defines its settings with it, and reads
 * them from a {@link dev.rbacconsumer.core.settings.SettingValues}, of which a map is the simplest.
 * Start at {@link dev.rbacconsumer.core.settings.Setting}; a module's settings are read by a {@link
 * dev.rbacconsumer.core.settings.SettingsPart}.
 *
 * <p>Pure: nothing here reads the environment or a file. All types are immutable.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.settings;

import org.jspecify.annotations.NullMarked;
