/**
 * Fuzzing of the decoder. {@link dev.rbacconsumer.testkit.fuzz.AnyBytesFuzzer} and {@link
 * dev.rbacconsumer.testkit.fuzz.AnyTextsFuzzer} are targets for Jazzer, run by {@code make fuzz}.
 * What it begins with, and every input that ever broke something, is in {@code
 * src/test/resources/fuzz}; each build tries all of that again.
 */
@NullMarked
package dev.rbacconsumer.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
