/**
 * Calls to the store: groups of pending calls, their results, and the limit of concurrent calls.
 */
@NullMarked
package dev.rbacconsumer.relations.internal.call;

import org.jspecify.annotations.NullMarked;
