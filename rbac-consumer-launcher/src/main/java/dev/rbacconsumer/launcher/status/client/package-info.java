/**
 * Queries the status of a running consumer. Start at {@link
 * dev.rbacconsumer.launcher.status.client.StatusClient}. The answer may come from another version,
 * or from a different server.
 */
@NullMarked
package dev.rbacconsumer.launcher.status.client;

import org.jspecify.annotations.NullMarked;
