/** The gRPC client. */
@NullMarked
package dev.rbacconsumer.relations;

import org.jspecify.annotations.NullMarked;
