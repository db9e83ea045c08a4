/**
 * The gRPC services of the simulated servers, with scripted faults and costs.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.testkit.relations.server;

import org.jspecify.annotations.NullMarked;
