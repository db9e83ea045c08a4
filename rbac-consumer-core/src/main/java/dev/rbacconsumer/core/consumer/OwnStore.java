package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;

/** Store that an embedder supplies. */
record OwnStore(RelationSink sink, FenceAuthority fences) implements OpenedStore {}
