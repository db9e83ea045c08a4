/**
 * Interfaces through which core uses Kafka, the store, threads and the clock. Adapters implement
 * them; nothing else in core touches Kafka, gRPC, a thread or a clock. Each port is small enough
 * that its in-memory fake fits on a page.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.port;

import org.jspecify.annotations.NullMarked;
