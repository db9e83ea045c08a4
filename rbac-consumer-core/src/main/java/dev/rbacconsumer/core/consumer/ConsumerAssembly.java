package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.health.DeliveryHealth;
import dev.rbacconsumer.core.health.DeliverySnapshots;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.core.metrics.ClientMetrics;
import dev.rbacconsumer.core.metrics.ConsumerMetrics;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.InstanceMetrics;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FatalErrors;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.runtime.HealthThread;
import dev.rbacconsumer.core.runtime.HostName;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.core.runtime.StoreWaitHealth;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the parts of one consumer. Used once. */
final class ConsumerAssembly {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);
  private static final Duration STALLED_AFTER = Duration.ofMinutes(1);
  private static final Duration HUNG_AFTER = Duration.ofMinutes(5);
  private static final Duration DEGRADED_AFTER_PASSING_OVER = Duration.ofHours(1);

  private final ConsumerPlan plan;
  private final DeliverySettings settings;
  private final Logger log;
  private final ConsumerThreads threads;
  private final DeliveryRuntime runtime;
  private final AppliedEventListener applied;
  private final CloseStack resources = new CloseStack();

  ConsumerAssembly(ConsumerPlan plan) {
    this.plan = plan;
    // Changed before anything else has them, so that all parts have the same.
    this.settings = plan.settings().withLanes(plan.lanes());
    this.log = LoggerFactory.getLogger(Delivery.LOGGER + "." + plan.name());
    ConsumerThreads named = ConsumerThreads.of(plan.name());
    this.threads = plan.threads().map(named::from).orElse(named);
    this.runtime = JvmRuntime.create(threads);
    List<AppliedEventListener> listeners = new ArrayList<>(plan.applied());
    plan.memory().ifPresent(listeners::add);
    this.applied = AppliedEventListener.all(listeners);
  }

  /** Returns the consumer, not started. Leaves nothing open if it fails. */
  RelationConsumer assemble() {
    try {
      plan.metrics().ifPresent(it -> resources.closeAtEnd(() -> ConsumerMetrics.removeFrom(it)));
      ConsumerContext context = context();
      plan.warnings().forEach(log::warn);
      OpenedSource source = plan.source().open(context);
      resources.closeAtEnd(source::close);
      return assemble(source, context);
    } catch (RuntimeException | Error failed) {
      resources.close();
      throw failed;
    }
  }

  private RelationConsumer assemble(OpenedSource source, ConsumerContext context) {
    try {
      ConsumerChecks.requireGroup(source.group());
      ConsumerChecks.requireOtherTopics(settings, source.topic());
      OpenedStore store = plan.store().open(context);
      resources.closeAtEnd(store::close);
      ConsumerChecks.requireFencedQuarantine(settings, store);
      return assemble(source, store);
    } catch (RuntimeException | Error failed) {
      // A dispatcher that runs closes it.
      source.messages().close(Duration.ZERO);
      throw failed;
    }
  }

  private RelationConsumer assemble(OpenedSource source, OpenedStore store) {
    Dispatcher dispatcher = dispatcher(source, store);
    Optional<StoreWait> wait = storeWait(store);
    SourceThread thread =
        new SourceThread(dispatcher, wait, () -> source.startProblem(store), threads, log);
    DeliveryHealth delivery =
        new DeliveryHealth(
            DeliveryMode.DELIVER,
            thread::isBroken,
            new DeliveryHealth.Kafka(
                news -> source.watch(onContact(news, source, dispatcher)), source::reachability),
            dispatcher.stalls(),
            STALLED_AFTER,
            HUNG_AFTER);
    HealthCheck check =
        wait.<HealthCheck>map(it -> new StoreWaitHealth(delivery, it)).orElse(delivery);
    HealthThread health =
        new HealthThread(
            plan.name(),
            log,
            check,
            CHECK_INTERVAL,
            runtime.clock(),
            runtime.sleepers().get(),
            threads,
            new HealthReports(plan.name(), log, plan.healthCallbacks()));
    resources.closeAtEnd(health::close);
    DeliverySnapshots snapshots =
        new DeliverySnapshots(
            dispatcher, source.monitor(), STALLED_AFTER, DEGRADED_AFTER_PASSING_OVER);
    InstanceInfo instance =
        InstanceInfo.begins(
            HostName.find(), version(), source.group(), source.topic(), runtime.clock());
    return new RelationConsumer(
        plan.name(),
        log,
        dispatcher,
        thread,
        health,
        new ConsumerReports(snapshots, instance, runtime.clock()),
        resources,
        plan.failures(),
        runtime.clock());
  }

  private Dispatcher dispatcher(OpenedSource source, OpenedStore store) {
    DeliveryLog lines = new DeliveryLog(log, runtime.clock());
    resources.closeAtEnd(lines::flush);
    List<DeliveryObserver> observers = new ArrayList<>(List.of(lines));
    plan.metrics()
        .ifPresent(
            registry -> {
              new InstanceMetrics(registry).consumes(source.topic(), source.group());
              observers.add(
                  new DeliveryMetrics(
                      registry, source.monitor(), runtime.clock(), DeliveryMode.DELIVER));
            });
    plan.memory().ifPresent(observers::add);
    observers.addAll(plan.observers());
    MessageSource messages =
        plan.memory().map(it -> it.watching(source.messages())).orElseGet(source::messages);
    Delivery delivery =
        Delivery.of(messages, store.sink(), store.fences(), runtime)
            .withDecoder(plan.decoder())
            .withMessageTypes(MessageTypes.of(plan.types()))
            .withWorkspaces(plan.workspaces())
            .withConsistencyTokens(plan.tokens())
            .withAppliedEvents(applied)
            .withReplayTables(settings.replayTables())
            .withObserver(DeliveryObserver.all(observers));
    Delivery complete = source.complete(delivery);
    ConsumerChecks.requirePlaces(settings.lanes(), delivery, complete);
    return complete.dispatcher(
        store.limit(settings.lanes()),
        settings.dispatcher(source.group()).withTopic(source.topic()));
  }

  private ConsumerContext context() {
    return new ConsumerContext(
        plan.name(),
        log,
        threads,
        runtime,
        settings,
        plan.decoder(),
        this::wantsTokens,
        plan.metrics().map(CallMetrics::new),
        plan.metrics().map(ClientMetrics::new));
  }

  /** A listener that fails when it is asked is given tokens: that must not delay delivery. */
  private boolean wantsTokens() {
    try {
      return plan.tokens().isListening() || applied.wantsTokens();
    } catch (Throwable defect) {
      if (defect instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      return true;
    }
  }

  private Optional<StoreWait> storeWait(OpenedStore store) {
    return store
        .sink()
        .probe()
        .filter(probe -> !plan.storeWait().isZero())
        .map(
            probe ->
                new StoreWait(
                    probe, plan.storeWait(), runtime.clock(), runtime.sleepers().get(), log));
  }

  /** Lets lanes that wait for the source's servers, such as for a dead letter, go on. */
  private static Runnable onContact(Runnable news, OpenedSource source, Dispatcher dispatcher) {
    return () -> {
      news.run();
      if (source.reachability().isConnected()) {
        dispatcher.retryAfterOutage();
      }
    };
  }

  private static String version() {
    String version = RelationConsumer.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
