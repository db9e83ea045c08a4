/**
 * Tuples, and changes that add and remove them. Every value is valid: constructors enforce the
 * naming rules of the store (SpiceDB's object and relation patterns, with the prefix that the
 * Relations API adds). So neither a write that the store must refuse nor a delete filter with a
 * blank part can be expressed. Everything here is immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.tuple;

import org.jspecify.annotations.NullMarked;
