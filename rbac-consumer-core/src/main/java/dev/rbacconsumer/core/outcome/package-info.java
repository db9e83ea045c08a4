/**
 * Results of calls to the store: outcomes, fence tokens, consistency tokens and the mark that a
 * partition keeps in the store.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.outcome;

import org.jspecify.annotations.NullMarked;
