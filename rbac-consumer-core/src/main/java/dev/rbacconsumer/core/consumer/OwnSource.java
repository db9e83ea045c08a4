package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.port.MessageSource;

/** Source that an embedder supplies. */
record OwnSource(MessageSource messages, String group, String topic) implements OpenedSource {}
