/** The gRPC services of the simulated servers, with scripted faults and costs. */
@NullMarked
package dev.rbacconsumer.testkit.relations.server;

import org.jspecify.annotations.NullMarked;
