package dev.rbacconsumer.core.consumer;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.delivery.DecoderSettingsReader;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.settings.delivery.DeliverySettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RelationConsumer}. A source and a store are required; everything else has a
 * default. Not thread-safe. A builder may be used for several consumers, if its source and its
 * store may.
 */
public final class ConsumerBuilder {
  /** Name of a consumer that is given none. */
  public static final String DEFAULT_NAME = "rbac-consumer";

  /** Longest wait for the store before the consumer joins the group. */
  public static final Duration DEFAULT_STORE_WAIT = Duration.ofSeconds(10);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private String name = DEFAULT_NAME;
  private @Nullable ConsumerSource source;
  private @Nullable ConsumerStore store;
  private DeliverySettings settings =
      DeliverySettingsReader.read(SettingValues.of(Map.of())).orThrow();
  private UnaryOperator<LaneSettings> lanes = UnaryOperator.identity();
  private MessageDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
  private WorkspaceEventHandler workspaces = WorkspaceEventHandler.ignored();
  private ConsistencyTokenListener tokens = ConsistencyTokenListener.ignored();
  private Optional<MetricRegistry> metrics = Optional.empty();
  private Optional<ThreadFactory> threads = Optional.empty();
  private Optional<AppliedEvents> memory = Optional.empty();
  private Duration storeWait = DEFAULT_STORE_WAIT;
  private final List<String> warnings = new ArrayList<>();
  private SettingValues values = SettingValues.of(Map.of());
  private final List<MessageType<?>> types = new ArrayList<>();
  private final List<AppliedEventListener> applied = new ArrayList<>();
  private final List<DeliveryObserver> observers = new ArrayList<>();
  private final List<Consumer<? super Throwable>> failures = new ArrayList<>();
  private final List<Consumer<? super HealthView>> healthCallbacks = new ArrayList<>();

  ConsumerBuilder() {}

  /**
   * Sets the source of the records.
   *
   * @return this builder
   */
  public ConsumerBuilder source(ConsumerSource source) {
    this.source = source;
    return this;
  }

  /**
   * Sets the store of the relations.
   *
   * @return this builder
   */
  public ConsumerBuilder store(ConsumerStore store) {
    this.store = store;
    return this;
  }

  /**
   * Sets the name of the consumer, {@value #DEFAULT_NAME} by default. Its threads and its logger
   * ({@code dev.rbacconsumer.consumer.NAME}) carry it.
   *
   * @param name 1 to 64 letters, digits, dashes and underscores
   * @return this builder
   * @throws IllegalArgumentException if it is something else
   */
  public ConsumerBuilder name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: want 1 to 64 letters, digits, dashes and underscores, got \"" + name + "\"");
    }
    this.name = name;
    return this;
  }

  /**
   * Sets retries, policies, limits and the accepted messages by the names of the launcher's
   * settings. Values of {@link #decoder} and {@link #delivery} set earlier are replaced.
   *
   * @param values values by name, such as those of {@code SettingValues.of(System.getenv())}
   * @return this builder
   * @throws IllegalArgumentException if values are wrong, or switch delivery off; the message has a
   *     line for each problem
   */
  public ConsumerBuilder settings(SettingValues values) {
    ProcessSwitches.requireOn(values);
    Reading<DeliverySettings> delivery = DeliverySettingsReader.read(values);
    Reading<DecoderSettings> messages = DecoderSettingsReader.read(values);
    this.settings = delivery.orThrow();
    this.decoder = new OutboxDecoder(messages.orThrow());
    this.values = values;
    warnings.clear();
    warnings.addAll(delivery.warnings());
    warnings.addAll(messages.warnings());
    return this;
  }

  /**
   * Sets retries, policies and limits.
   *
   * @return this builder
   */
  public ConsumerBuilder delivery(DeliverySettings settings) {
    this.settings = settings;
    return this;
  }

  /**
   * Changes single values of the settings of lanes, after those of {@link #settings} or {@link
   * #delivery}: {@code lanes(it -> it.withBatchSize(BatchSize.auto()))}.
   *
   * @return this builder
   */
  public ConsumerBuilder lanes(UnaryOperator<LaneSettings> change) {
    this.lanes = change;
    return this;
  }

  /**
   * Sets the decoder of the records. The default is an {@link OutboxDecoder} with the default
   * limits. Any other decoder excludes {@link #messageType}: wrap a {@code TypedDecoder} instead.
   *
   * @return this builder
   */
  public ConsumerBuilder decoder(MessageDecoder decoder) {
    this.decoder = decoder;
    return this;
  }

  /**
   * Adds a type of messages with a handler of its own, beside an {@link OutboxDecoder}.
   *
   * @return this builder
   */
  public ConsumerBuilder messageType(MessageType<?> type) {
    types.add(type);
    return this;
  }

  /**
   * Sets the receiver of workspace events, which are ignored by default.
   *
   * @return this builder
   */
  public ConsumerBuilder workspaces(WorkspaceEventHandler handler) {
    this.workspaces = handler;
    return this;
  }

  /**
   * Sets the receiver of consistency tokens.
   *
   * @return this builder
   */
  public ConsumerBuilder consistencyTokens(ConsistencyTokenListener listener) {
    this.tokens = listener;
    return this;
  }

  /**
   * Adds a listener of applied events.
   *
   * @return this builder
   */
  public ConsumerBuilder onApplied(AppliedEventListener listener) {
    applied.add(listener);
    return this;
  }

  /**
   * Sets the memory of applied events, by which callers wait for one.
   *
   * @param memory memory for this consumer alone
   * @return this builder
   */
  public ConsumerBuilder appliedEvents(AppliedEvents memory) {
    this.memory = Optional.of(memory);
    return this;
  }

  /**
   * Adds an observer of all events of delivery, beside the log.
   *
   * @return this builder
   */
  public ConsumerBuilder observer(DeliveryObserver observer) {
    observers.add(observer);
    return this;
  }

  /**
   * Registers the metrics of the consumer. Without a registry, there are none.
   *
   * @param registry registry for this consumer alone: two would have metrics of the same names
   * @return this builder
   */
  public ConsumerBuilder metrics(MetricRegistry registry) {
    this.metrics = Optional.of(registry);
    return this;
  }

  /**
   * Sets the factory of the threads of delivery. Their names, and whether they are daemons, are set
   * afterwards; the threads of the Kafka and gRPC clients do not come from it.
   *
   * @return this builder
   */
  public ConsumerBuilder threads(ThreadFactory factory) {
    this.threads = Optional.of(factory);
    return this;
  }

  /**
   * Sets the longest wait for the store before the consumer joins the group. {@link #start} does
   * not wait.
   *
   * @param longest zero for none; {@link #DEFAULT_STORE_WAIT} by default
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public ConsumerBuilder storeWait(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("store wait: want >= 0, got " + longest);
    }
    this.storeWait = longest;
    return this;
  }

  /**
   * Adds a callback for the failure that ends delivery. A thread of the consumer calls it once,
   * after delivery has ended and has left its group. It may close the consumer.
   *
   * @return this builder
   */
  public ConsumerBuilder onFailure(Consumer<? super Throwable> callback) {
    failures.add(callback);
    return this;
  }

  /**
   * Adds a callback for changes of the health: the first result, and each that has other unmet
   * conditions than the one before, such as that the brokers refuse the login. A thread of the
   * consumer calls it; it must not block.
   *
   * @return this builder
   */
  public ConsumerBuilder onHealthChange(Consumer<? super HealthView> callback) {
    healthCallbacks.add(callback);
    return this;
  }

  /**
   * Builds the consumer and starts it. Returns at once: the consumer joins its group, and waits for
   * unreachable servers, in threads of its own. The caller closes it.
   *
   * @throws IllegalStateException if the source or the store is missing
   * @throws RuntimeException if the source or the store cannot be opened; nothing is left open then
   */
  public RelationConsumer start() {
    if (source == null || store == null) {
      throw new IllegalStateException(
          source == null ? "source: want one, got none" : "store: want one, got none");
    }
    RelationConsumer consumer = new ConsumerAssembly(plan(source, store)).assemble();
    consumer.begin();
    return consumer;
  }

  private ConsumerPlan plan(ConsumerSource source, ConsumerStore store) {
    return new ConsumerPlan(
        name,
        Stream.concat(warnings.stream(), values.warnings().stream()).toList(),
        source,
        store,
        settings,
        lanes,
        decoder,
        types,
        workspaces,
        tokens,
        applied,
        memory,
        observers,
        failures,
        healthCallbacks,
        metrics,
        threads,
        storeWait);
  }
}
