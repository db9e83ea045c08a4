/**
 * A real SpiceDB for tests, in memory or on a private PostgreSQL, as processes of this host. Start
 * at {@link dev.rbacconsumer.testkit.spicedb.SpiceDbServer}, and reach what the consumer never
 * calls (schema, watch, delete by filter) through {@link
 * dev.rbacconsumer.testkit.spicedb.SpiceDbClient}. Every type is thread-safe.
 */
@NullMarked
package dev.rbacconsumer.testkit.spicedb;

import org.jspecify.annotations.NullMarked;
