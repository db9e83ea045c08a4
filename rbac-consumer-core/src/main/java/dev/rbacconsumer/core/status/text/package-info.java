/**
 * Formats a status that a consumer has sent as text for a person at a terminal. Start at {@link
 * dev.rbacconsumer.core.status.text.StatusText}.
 *
 * <p>The status may come from another version, or from a different server: missing values are left
 * open, and every text is escaped before it reaches a terminal.
 */
@NullMarked
package dev.rbacconsumer.core.status.text;

import org.jspecify.annotations.NullMarked;
