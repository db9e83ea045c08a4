package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;

/** Sink for changes and its fence authority, which belong together. */
record StorePorts(RelationSink sink, FenceAuthority fences) {}
