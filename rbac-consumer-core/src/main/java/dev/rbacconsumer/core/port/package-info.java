/**
 * What core asks of the outside world. Each port is small enough that its in-memory fake is a page;
 * adapters implement them, and nothing else in core touches Kafka, gRPC, a thread or a clock.
 */
@NullMarked
package dev.rbacconsumer.core.port;

import org.jspecify.annotations.NullMarked;
