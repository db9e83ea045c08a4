package dev.rbacconsumer.core.consumer;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The values of a {@link ConsumerBuilder} at the start of a consumer. */
record ConsumerPlan(
    String name,
    List<String> warnings,
    ConsumerSource source,
    ConsumerStore store,
    DeliverySettings settings,
    UnaryOperator<LaneSettings> lanes,
    MessageDecoder decoder,
    List<MessageType<?>> types,
    WorkspaceEventHandler workspaces,
    ConsistencyTokenListener tokens,
    List<AppliedEventListener> applied,
    Optional<AppliedEvents> memory,
    List<DeliveryObserver> observers,
    List<Consumer<? super Throwable>> failures,
    List<Consumer<? super HealthView>> healthCallbacks,
    Optional<MetricRegistry> metrics,
    Optional<ThreadFactory> threads,
    Duration storeWait) {
  ConsumerPlan {
    warnings = List.copyOf(warnings);
    types = List.copyOf(types);
    applied = List.copyOf(applied);
    observers = List.copyOf(observers);
    failures = List.copyOf(failures);
    healthCallbacks = List.copyOf(healthCallbacks);
  }
}
