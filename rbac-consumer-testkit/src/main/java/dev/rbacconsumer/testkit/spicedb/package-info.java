/**
 * Runs a real SpiceDB for tests, in memory or on a private PostgreSQL, as processes on this host.
 * Start at {@link dev.rbacconsumer.testkit.spicedb.SpiceDbServer}, and use the calls that the
 * consumer never makes (schema, watch, delete by filter) through {@link
 * dev.rbacconsumer.testkit.spicedb.SpiceDbClient}. Every type is thread-safe.
 */
@NullMarked
package dev.rbacconsumer.testkit.spicedb;

import org.jspecify.annotations.NullMarked;
