/**
 * Queries the status of a running consumer, and prints it for a person at a terminal. Start at
 * {@link dev.rbacconsumer.launcher.status.client.StatusClient}; {@link
 * dev.rbacconsumer.launcher.status.client.StatusText} is the printed text.
 *
 * <p>The answer may come from another version, or from a different server: missing values are left
 * open, and every text is escaped before it reaches a terminal.
 */
@NullMarked
package dev.rbacconsumer.launcher.status.client;

import org.jspecify.annotations.NullMarked;
