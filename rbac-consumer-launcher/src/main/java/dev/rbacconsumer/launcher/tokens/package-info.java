/**
 * Delivery of consistency tokens and notifications to a PostgreSQL database.
 *
 * <p>Start at {@link dev.rbacconsumer.launcher.tokens.PostgresTokens}. Lanes pass events to its
 * queue; one thread of its own owns the connection and writes.
 */
@NullMarked
package dev.rbacconsumer.launcher.tokens;

import org.jspecify.annotations.NullMarked;
