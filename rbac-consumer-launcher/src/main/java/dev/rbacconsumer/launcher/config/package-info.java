/**
 * Settings of the process, and those of all modules together: the sources that they come from, and
 * one list of all problems. A module defines and reads its own settings; {@code AllSettings} puts
 * them into the groups and the order of {@code docs/configuration.md}. Start at {@link
 * dev.rbacconsumer.launcher.config.SettingsReader}.
 *
 * <p>The environment is passed as a map, and no connection is opened. All types are immutable.
 */
@NullMarked
package dev.rbacconsumer.launcher.config;

import org.jspecify.annotations.NullMarked;
