/**
 * Consistency tokens and notifications on their way to the programs that wait for them: which ones
 * an applied event needs, and the bounded queue in which they wait to be written.
 *
 * <p>Start at {@link dev.rbacconsumer.core.token.TokenPlanner} and {@link
 * dev.rbacconsumer.core.token.PendingTokens}. No I/O, and no clock that was not passed in; any
 * thread may call.
 */
@NullMarked
package dev.rbacconsumer.core.token;

import org.jspecify.annotations.NullMarked;
