package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.consumer.ConsumerContext;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.OpenedStore;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.Transport;
import dev.rbacconsumer.relations.settings.RelationsSettingsReader;
import java.time.Duration;
import java.util.List;

/** Applies relation changes to a Relations API, an Inventory API or SpiceDB. Immutable. */
public final class RelationsStore implements ConsumerStore {
  private final RelationsSettings settings;
  private final List<String> warnings;

  private RelationsStore(RelationsSettings settings, List<String> warnings) {
    this.settings = settings;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Returns a Relations API without login, with the default settings: with TLS, unless the server
   * is on this host. {@link #of(RelationsSettings)} has all choices.
   *
   * @param target {@code host:port}, or a target of gRPC
   * @throws IllegalArgumentException if the target cannot be parsed
   */
  public static RelationsStore at(String target) {
    return of(settings(target));
  }

  static RelationsSettings settings(String target) {
    RelationsSettings.Builder settings = RelationsSettings.forTarget(target);
    return RelationsSettings.isLocal(target)
        ? settings.build()
        : settings.transport(Transport.tls()).build();
  }

  /** Returns a store with these settings. */
  public static RelationsStore of(RelationsSettings settings) {
    return new RelationsStore(settings, List.of());
  }

  /**
   * Returns a store with the settings {@code RELATION_API_*} of the launcher.
   *
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them
   */
  public static RelationsStore of(SettingValues values) {
    Reading<RelationsSettings> reading = RelationsSettingsReader.read(values);
    return new RelationsStore(reading.orThrow(), reading.warnings());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the target cannot be parsed, or a file for TLS cannot be
   *     used
   */
  @Override
  public OpenedStore open(ConsumerContext context) {
    warnings.forEach(context.log()::warn);
    RelationsChannel channel =
        RelationsChannel.open(
            settings,
            context.callMetrics().map(RelationsStore::observer).orElse(CallObserver.none()),
            context.threads());
    try {
      return opened(channel, context);
    } catch (RuntimeException | Error failed) {
      channel.close();
      throw failed;
    }
  }

  private static CallObserver observer(CallMetrics metrics) {
    return call ->
        metrics.call(
            call.operation().label(),
            call.outcome(),
            call.elapsed(),
            call.tuples(),
            call.requestBytes());
  }

  private OpenedStore opened(RelationsChannel channel, ConsumerContext context) {
    GrpcRelationSink sink = new GrpcRelationSink(channel, context.wantsTokens());
    if (settings.dialect() != RelationsDialect.SPICEDB) {
      context.callMetrics().ifPresent(it -> it.deleteLimit(sink::removalConcurrency));
    }
    return new Opened(channel, sink);
  }

  /** The channel of one consumer. */
  private record Opened(RelationsChannel channel, GrpcRelationSink sink) implements OpenedStore {
    @Override
    public FenceAuthority fences() {
      return channel.fences();
    }

    @Override
    public boolean isFenced() {
      return channel.settings().fencing();
    }

    @Override
    public LaneSettings limit(LaneSettings lanes) {
      RelationsSettings settings = channel.settings();
      return lanes.withAttemptTimeout(settings.callDeadline()).withSteps(settings.steps());
    }

    @Override
    public List<StoreMark> marks(String lockId, Duration timeout) throws InterruptedException {
      return new GrpcProbe(channel).marks(lockId, timeout);
    }

    @Override
    public void close() {
      channel.close();
    }
  }
}
