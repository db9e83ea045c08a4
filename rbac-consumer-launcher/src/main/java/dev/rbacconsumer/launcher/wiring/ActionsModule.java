package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.delivery.OperatorActions;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.HostName;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.client.KafkaAudit;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.internal.letters.DeadLetterReader;
import dev.rbacconsumer.launcher.actions.ActionGuard;
import dev.rbacconsumer.launcher.actions.ActionInfoRoute;
import dev.rbacconsumer.launcher.actions.ActionRoute;
import dev.rbacconsumer.launcher.actions.AuditFile;
import dev.rbacconsumer.launcher.actions.AuditTrail;
import dev.rbacconsumer.launcher.actions.CountedLetters;
import dev.rbacconsumer.launcher.actions.HeadRoute;
import dev.rbacconsumer.launcher.actions.Letters;
import dev.rbacconsumer.launcher.actions.settings.ActionSettings;
import dev.rbacconsumer.launcher.admin.ActionEndpoint;
import dev.rbacconsumer.launcher.admin.AllowedHosts;
import dev.rbacconsumer.launcher.admin.RequestGuard;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.letters.LetterFinder;
import dev.rbacconsumer.launcher.status.PageRoute;
import dev.rbacconsumer.launcher.status.StatusRoute;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds the actions of operators: their listener, their routes and their audit trail. */
final class ActionsModule extends AbstractModule {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  /** Longest time until an action is answered; it has room for an attempt at a slow store. */
  private static final Duration TIMEOUT = Duration.ofSeconds(25);

  /** The same for a replay, which reads the log from the letter on. */
  private static final Duration REPLAY_TIMEOUT = Duration.ofMinutes(2);

  /** Longest time to read the dead-letter topic before that. */
  private static final Duration LETTERS_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int MOST_WAITING = 32;

  private final Settings settings;

  ActionsModule(Settings settings) {
    this.settings = settings;
  }

  /** The place of the actions, whose address is known once it listens. */
  @Provides
  @Singleton
  ActionEndpoint endpoint(
      Dispatcher dispatcher,
      Clock clock,
      SnapshotSource status,
      StatusJsonWriter report,
      MessageDecoder decoder,
      Letters letters,
      AuditTrail audit) {
    ActionSettings actions = settings.actions();
    Settings.Metrics metrics = settings.metrics();
    String topic = settings.kafka().topic();
    OperatorActions operator = dispatcher.actions();
    Self self = new Self();
    ActionInfoRoute info =
        new ActionInfoRoute(
            settings.statusAccess(), self::url, actions.tokenFile().isPresent(), true);
    List<Route> routes =
        List.of(
            new ActionRoute(
                (request, whenAnswered) ->
                    operator.request(request, timeout(request), whenAnswered),
                letters,
                topic,
                clock,
                status,
                audit,
                HostName.find(),
                info),
            new HeadRoute(operator::head, topic, decoder),
            new StatusRoute(settings.statusAccess(), report),
            new PageRoute(settings.statusAccess(), metrics.path()));
    RequestGuard names =
        new RequestGuard(new AllowedHosts(metrics.allowedHosts(), HostName.find()));
    ActionGuard guard =
        new ActionGuard(
            names, actions.tokenFile(), Set.of("/", AdminPaths.STATUS, AdminPaths.ACTIONS), clock);
    Optional<Integer> port =
        settings.mode() == DeliveryMode.DELIVER ? actions.port() : Optional.empty();
    ActionEndpoint endpoint = new ActionEndpoint(port, actions.bind(), guard, routes);
    self.endpoint = endpoint;
    return endpoint;
  }

  private static Duration timeout(ActionRequest request) {
    return request.action().mayTakeLong() ? REPLAY_TIMEOUT : TIMEOUT;
  }

  @Provides
  @Singleton
  Letters letters(KafkaClientSettings kafka, CloseStack resources, DeliveryMetrics metrics) {
    return new CountedLetters(
        settings
            .delivery()
            .deadLetterTopic()
            .map(topic -> finder(kafka, topic, resources))
            .orElseGet(LetterFinder::none),
        reply -> metrics.operatorActed(OperatorAction.ReplayLetter.LABEL, reply));
  }

  private static Letters finder(KafkaClientSettings kafka, String topic, CloseStack resources) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread daemon = new Thread(task, "dead-letters");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.allowCoreThreadTimeOut(true);
    LetterFinder finder =
        new LetterFinder(
            () -> DeadLetterReader.create(kafka, topic, true, BROKER_TIMEOUT),
            LETTERS_TIMEOUT,
            thread);
    resources.closeAtEnd(finder::close);
    resources.closeAtEnd(thread::shutdownNow);
    return finder;
  }

  @ProvidesIntoSet
  @Singleton
  Route info(ActionEndpoint endpoint) {
    return new ActionInfoRoute(
        settings.statusAccess(), endpoint::url, settings.actions().tokenFile().isPresent(), false);
  }

  @Provides
  @Singleton
  AuditTrail audit(KafkaClientSettings kafka, CloseStack resources) {
    List<AuditTrail> trails = new ArrayList<>();
    settings.actions().auditFile().map(AuditFile::new).ifPresent(trails::add);
    settings
        .actions()
        .auditTopic()
        .ifPresent(
            topic -> {
              KafkaAudit trail =
                  KafkaAudit.create(
                      kafka,
                      topic,
                      (entry, failed) ->
                          log.error(
                              "Cannot write an action to topic {}: {}; it was: {}",
                              topic,
                              failed.toString(),
                              entry));
              resources.closeAtEnd(trail::close);
              trails.add((partition, json) -> trail.write(partition.toString(), json));
            });
    return AuditTrail.all(trails);
  }

  /** The listener, for a route that it serves itself. */
  private static final class Self {
    private volatile @Nullable ActionEndpoint endpoint;

    Optional<URI> url() {
      ActionEndpoint known = endpoint;
      return known == null ? Optional.empty() : known.url();
    }
  }
}
