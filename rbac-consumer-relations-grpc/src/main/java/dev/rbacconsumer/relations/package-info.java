/**
 * The Kessel Relations API over gRPC: tuple changes written under a fence, and the fence itself.
 * Open one {@link dev.rbacconsumer.relations.RelationsChannel} and build a {@link
 * dev.rbacconsumer.relations.GrpcRelationSink} and a {@link
 * dev.rbacconsumer.relations.GrpcFenceAuthority} over it.
 *
 * <p>Every answer becomes a value of core's ports; {@code StoreFault} holds the one table of what
 * each means. One call is one attempt: nothing here retries, and the retries of gRPC itself are
 * off. Threads: the three classes above may be shared; everything else is confined to the thread of
 * one attempt.
 */
@NullMarked
package dev.rbacconsumer.relations;

import org.jspecify.annotations.NullMarked;
