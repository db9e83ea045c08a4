/**
 * Assertions of AssertJ about tuples, calls, commits and timelines. They need {@code
 * org.assertj:assertj-core} on the test class path.
 */
@NullMarked
package dev.rbacconsumer.testkit.assertj;

import org.jspecify.annotations.NullMarked;
