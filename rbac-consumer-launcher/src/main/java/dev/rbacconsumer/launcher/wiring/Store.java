package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;

/** Where changes go, and who says that a partition is ours. The two belong together. */
record Store(RelationSink sink, FenceAuthority fences) {}
