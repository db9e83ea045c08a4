/**
 * Client of the Kessel Relations API over gRPC: writes tuple changes under a fence, and acquires
 * the fence. Open one {@link dev.rbacconsumer.relations.RelationsChannel} and build a {@link
 * dev.rbacconsumer.relations.GrpcRelationSink} and a {@link
 * dev.rbacconsumer.relations.GrpcFenceAuthority} over it.
 *
 * <p>Every answer becomes a value of core's ports; {@code StoreFault} holds the one table of their
 * meanings. One call is one attempt: this package does not retry, and gRPC's own retries are off.
 * Threads: the three classes above may be shared; everything else is confined to the thread of one
 * attempt.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.relations;

import org.jspecify.annotations.NullMarked;
