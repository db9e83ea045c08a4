/**
 * Simulates the store behind the Relations API, in memory, and provides a server that implements
 * its gRPC contract.
 *
 * <p>{@link dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore} holds the rules: limits,
 * duplicates, schema, fences, locks. It needs no gRPC. {@link
 * dev.rbacconsumer.testkit.relations.RelationsServer} serves it on a port, with the validation,
 * error texts and details of the real server, and with faults on demand; it needs the module
 * rbac-consumer-relations-grpc on the class path. Both may be used from several threads.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.relations;

import org.jspecify.annotations.NullMarked;
