package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.health.DeliveryHealth;
import dev.rbacconsumer.core.health.DeliverySnapshots;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.RemovalCheck;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.core.runtime.StoreWaitHealth;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.KafkaMonitor;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.kafka.connectivity.BrokerPing;
import dev.rbacconsumer.kafka.internal.letters.KafkaLetterReplays;
import dev.rbacconsumer.kafka.internal.quarantine.KafkaQuarantine;
import dev.rbacconsumer.launcher.actions.AuditFile;
import dev.rbacconsumer.launcher.admin.AdminPort;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.delivery.DeliveryService;
import dev.rbacconsumer.launcher.delivery.StallDetails;
import dev.rbacconsumer.launcher.logging.LogContext;
import dev.rbacconsumer.launcher.runtime.OwnAddress;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.launcher.tokens.TokenDelivery;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.LoggerFactory;

/** Binds delivery: from the Kafka client over core to the store. */
final class DeliveryModule extends AbstractModule {
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);

  /** Short, since a start must not depend on Kafka or on the store. */
  private static final Duration START_CHECK_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  private static final String NO_COPIES =
      "there is no place for a copy: set RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC or"
          + " RBAC_KAFKA_CONSUMER_AUDIT_FILE";

  private final Settings settings;

  /** Log context; the other formats do not show it. */
  private final Optional<LogContext> context;

  DeliveryModule(Settings settings) {
    this.settings = settings;
    this.context =
        settings.log().format() == LogFormat.JSON
            ? Optional.of(new LogContext())
            : Optional.empty();
  }

  @Override
  protected void configure() {
    install(
        settings.mode() == DeliveryMode.DELIVER
            ? new RelationsModule(settings.relations())
            : new DryRunModule());
    install(new MetricsModule(settings.kafka(), settings.mode()));
    install(new MessageTypesModule());
    install(new AppliedEventsModule());
    install(new TokensModule(settings));
    install(new ActionsModule(settings));
    bind(WorkspaceEventHandler.class).toInstance(WorkspaceEventHandler.ignored());
    bind(MessageDecoder.class).toInstance(new OutboxDecoder(settings.decoder()));
  }

  @Provides
  @Singleton
  DeliveryLog deliveryLog(Clock clock) {
    return new DeliveryLog(
        LoggerFactory.getLogger(Delivery.LOGGER),
        clock,
        settings.log().maxRate().map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  @Provides
  @Singleton
  DeliveryObserver observer(
      DeliveryLog log,
      DeliveryMetrics metrics,
      SourceMonitor monitor,
      Clock clock,
      TokenDelivery tokens) {
    StallDetails details =
        new StallDetails(LoggerFactory.getLogger(Delivery.LOGGER), clock, monitor);
    DeliveryObserver lines = DeliveryObserver.all(List.of(log, details));
    return DeliveryObserver.all(
        List.of(context.map(it -> it.around(lines)).orElse(lines), metrics, tokens.observer()));
  }

  @Provides
  @Singleton
  KafkaClientSettings kafka() {
    return settings.kafka().client();
  }

  @Provides
  @Singleton
  KafkaMessageSource source(KafkaClientSettings kafka, MessageDecoder decoder) {
    return KafkaMessageSource.create(
        kafka,
        settings.kafka().topic(),
        BROKER_TIMEOUT,
        new RemovalCheck(decoder),
        ConsumerThreads.plain());
  }

  /** The writer of dead letters; empty if there is no topic for them, or nothing is written. */
  @Provides
  @Singleton
  Optional<KafkaDeadLetters> letters(KafkaClientSettings kafka, CloseStack resources) {
    Optional<String> topic = settings.delivery().deadLetterTopic();
    if (topic.isEmpty() || settings.mode() == DeliveryMode.DRY_RUN) {
      return Optional.empty();
    }
    KafkaDeadLetters letters = KafkaDeadLetters.create(kafka, topic.get());
    resources.closeAtEnd(letters::close);
    return Optional.of(letters);
  }

  @Provides
  @Singleton
  static DeadLetters deadLetters(Optional<KafkaDeadLetters> letters) {
    return letters.<DeadLetters>map(it -> it).orElseGet(DeadLetters::none);
  }

  @Provides
  @Singleton
  static LetterReplays letterReplays(
      KafkaClientSettings kafka, Optional<KafkaDeadLetters> letters, CloseStack resources) {
    if (letters.isEmpty()) {
      return LetterReplays.none();
    }
    KafkaLetterReplays replays = new KafkaLetterReplays(kafka, letters.get());
    resources.closeAtEnd(replays::close);
    return replays;
  }

  @Provides
  @Singleton
  static AppliedListeners listeners(
      ConsistencyTokenListener tokens,
      AppliedEvents memory,
      TokenDelivery delivery,
      AppliedEventListener own) {
    return new AppliedListeners(
        tokens, AppliedEventListener.all(List.of(memory, delivery.listener(), own)));
  }

  @Provides
  @Singleton
  Dispatcher dispatcher(
      KafkaMessageSource source,
      MessageDecoder decoder,
      MessageTypes types,
      StorePorts store,
      WorkspaceEventHandler workspaces,
      AppliedListeners listeners,
      AppliedEvents events,
      DeadLetters deadLetters,
      LetterReplays letterReplays,
      DeliveryObserver observer,
      DeliveryRuntime host,
      AdminPort port) {
    Delivery delivery =
        Delivery.of(events.watching(source), store.sink(), store.fences(), host)
            .withDecoder(decoder)
            .withMessageTypes(types)
            .withWorkspaces(workspaces)
            .withConsistencyTokens(listeners.tokens())
            .withAppliedEvents(listeners.events())
            .withDeadLetters(deadLetters)
            .withOperatorCopies(copies(deadLetters))
            .withLetterReplays(letterReplays)
            .withQuarantine(quarantine())
            .withReplayTables(settings.delivery().replayTables())
            .withObserver(DeliveryObserver.all(List.of(observer, events)))
            .withScope(context.<RecordScope>map(it -> it).orElseGet(RecordScope::none));
    return delivery.dispatcher(settings.mode(), laneSettings(port), dispatcherSettings());
  }

  @Provides
  @Singleton
  static SourceMonitor monitor(KafkaMessageSource source, BrokerPing roundTrip) {
    return new KafkaMonitor(source, roundTrip);
  }

  @Provides
  @Singleton
  SnapshotSource snapshots(Dispatcher dispatcher, SourceMonitor monitor) {
    return new DeliverySnapshots(
        dispatcher,
        monitor,
        settings.health().stallReport(),
        settings.health().passedOverDegraded());
  }

  @Provides
  @Singleton
  static SourceThread sourceThread(Dispatcher dispatcher) {
    return new SourceThread(dispatcher);
  }

  @Provides
  @Singleton
  BrokerPing roundTrip(KafkaClientSettings kafka, DeliveryRuntime host, CloseStack resources) {
    BrokerPing roundTrip =
        BrokerPing.create(kafka, settings.health().interval(), HEALTH_TIMEOUT, host);
    resources.closeAtEnd(roundTrip::close);
    return roundTrip;
  }

  @Provides
  @Singleton
  HealthCheck health(
      SourceThread thread,
      BrokerPing roundTrip,
      Dispatcher dispatcher,
      Optional<StoreWait> storeWait) {
    HealthCheck health =
        new DeliveryHealth(
            settings.mode(),
            thread::isBroken,
            new DeliveryHealth.Kafka(
                news -> roundTrip.start(onContact(news, roundTrip, dispatcher)),
                roundTrip::contact),
            dispatcher.stalls(),
            settings.health().stallReport(),
            settings.health().stallLiveness());
    return storeWait.<HealthCheck>map(wait -> new StoreWaitHealth(health, wait)).orElse(health);
  }

  /** The wait for the store at the start; empty if it is off, or there is no store to ask. */
  @Provides
  @Singleton
  Optional<StoreWait> storeWait(StorePorts store, DeliveryRuntime host) {
    Duration longest = settings.storeWait();
    return store
        .sink()
        .probe()
        .filter(probe -> !longest.isZero())
        .map(probe -> new StoreWait(probe, longest, host.clock(), host.sleepers().get()));
  }

  /** Lets lanes that wait for the brokers, such as for a dead letter, go on once they answer. */
  private static Runnable onContact(Runnable news, BrokerPing roundTrip, Dispatcher dispatcher) {
    return () -> {
      news.run();
      if (roundTrip.contact().isConnected()) {
        dispatcher.retryAfterOutage();
      }
    };
  }

  @Provides
  @Singleton
  Service service(
      SourceThread thread,
      DeliveryLog log,
      StorePorts store,
      Optional<StoreWait> storeWait,
      CloseStack resources) {
    resources.closeAtEnd(log::flush);
    SharedGroupCheck check = new SharedGroupCheck(settings, store.marks(), START_CHECK_TIMEOUT);
    return new DeliveryService(thread, settings.kafka().topic(), storeWait, check);
  }

  /** Returns the place for records that operators set aside: the dead letters, or else a file. */
  private DeadLetters copies(DeadLetters deadLetters) {
    return settings.delivery().deadLetterTopic().isPresent()
        ? deadLetters
        : settings
            .actions()
            .auditFile()
            .<DeadLetters>map(AuditFile::new)
            .orElseGet(() -> DeadLetters.none(NO_COPIES));
  }

  /** Returns the place for parked records. A dry run parks none, and fences no owner. */
  private QuarantineStore quarantine() {
    QuarantineSettings limits = settings.delivery().lanes().quarantine();
    return settings
        .delivery()
        .quarantineTopic()
        .filter(topic -> settings.mode() == DeliveryMode.DELIVER)
        .<QuarantineStore>map(topic -> new KafkaQuarantine(kafka(), topic, limits))
        .orElseGet(QuarantineStore::none);
  }

  private LaneSettings laneSettings(AdminPort port) {
    RelationsSettings store = settings.relations();
    return settings
        .delivery()
        .lanes(store.callDeadline(), store.steps())
        .withAdminUrl(adminUrl(port));
  }

  /** Returns the address of the admin server that commits publish, if they publish one. */
  private Optional<String> adminUrl(AdminPort port) {
    String brokers = settings.kafka().client().bootstrapServers();
    return settings.metrics().advertisedUrl().of(() -> OwnAddress.towards(brokers), port::number);
  }

  /**
   * Divides the time to stop: half for the work in progress, a quarter for the last commit, and a
   * quarter for leaving the group.
   */
  private DispatcherSettings dispatcherSettings() {
    Duration whole = settings.shutdownTimeout();
    return DispatcherSettings.defaults(settings.kafka().client().groupId())
        .withPollTimeout(POLL_TIMEOUT)
        .withDrainTimeout(whole.dividedBy(2))
        .withCommitTimeout(whole.dividedBy(4))
        .withRetryDelay(RETRY_DELAY)
        .withOnDataLoss(settings.delivery().onDataLoss())
        .withTopic(settings.kafka().topic())
        .withCompactedTopic(settings.delivery().allowsCompactedTopic());
  }
}
