/**
 * Fakes and probes for tests of what consumes outbox messages. This package needs nothing but core:
 * the broker ({@code testkit.kafka}) and the Relations API server ({@code testkit.relations}) have optional dependencies of their own.
 */
@NullMarked
package dev.rbacconsumer.testkit;

import org.jspecify.annotations.NullMarked;
