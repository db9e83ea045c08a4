/**
 * The conversion between wire messages and the in-memory store, with the checks that the real
 * servers make.
 */
@NullMarked
package dev.rbacconsumer.testkit.relations.protocol;

import org.jspecify.annotations.NullMarked;
