/**
 * Tuples and the changes made of them. A value that exists is valid: constructors hold the naming
 * rules of the store (SpiceDB's object and relation patterns, with the prefix that the Relations
 * API adds), so that neither a write the store must refuse nor a delete filter with a blank part
 * can be expressed. Everything here is immutable and safe to share between threads.
 */
@NullMarked
package dev.rbacconsumer.core.tuple;

import org.jspecify.annotations.NullMarked;
