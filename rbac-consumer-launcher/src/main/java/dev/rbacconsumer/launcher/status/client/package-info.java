/**
 * Asks a consumer that runs how it stands, and tells it to a person at a terminal. Start at {@link
 * dev.rbacconsumer.launcher.status.client.StatusClient}; {@link
 * dev.rbacconsumer.launcher.status.client.StatusText} is what is printed.
 *
 * <p>The answer may come from another version, or from something else altogether: what is missing
 * is left open, and every text is escaped before it reaches a terminal.
 */
@NullMarked
package dev.rbacconsumer.launcher.status.client;

import org.jspecify.annotations.NullMarked;
