/**
 * The settings of consistency tokens and notifications, and of the database that they go to.
 *
 * <p>Start at {@link dev.rbacconsumer.launcher.tokens.settings.TokenSettingsReader}. Immutable
 * values; any thread may call.
 */
@NullMarked
package dev.rbacconsumer.launcher.tokens.settings;

import org.jspecify.annotations.NullMarked;
