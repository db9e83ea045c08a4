/**
 * The settings of the Relations API: connection, login, and the format of changes. Start at {@link
 * dev.rbacconsumer.relations.settings.RelationsSettingsReader}.
 *
 * <p>Pure: no file is opened, and no connection. All types are immutable.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.relations.settings;

import org.jspecify.annotations.NullMarked;
