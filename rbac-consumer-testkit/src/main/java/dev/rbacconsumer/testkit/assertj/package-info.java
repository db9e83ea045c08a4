/**
 * Assertions of AssertJ about tuples, calls, commits and timelines. They need {@code
 * org.assertj:assertj-core} on the test class path.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.assertj;

import org.jspecify.annotations.NullMarked;
