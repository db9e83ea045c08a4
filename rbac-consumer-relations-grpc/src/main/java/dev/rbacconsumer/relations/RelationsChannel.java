package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.Transport;
import dev.rbacconsumer.relations.internal.auth.AuthInterceptor;
import dev.rbacconsumer.relations.internal.auth.TokenSource;
import dev.rbacconsumer.relations.internal.auth.TokenSources;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.tls.TlsFiles;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channel to one Relations API. It connects on demand, and every lane of the process shares its
 * connections. Opening it connects to nothing, so an unreachable target is reported by the first
 * call. Thread-safe.
 */
public final class RelationsChannel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RelationsChannel.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  /** Pause between two attempts to connect that do not wait for gRPC's own backoff. */
  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

  private final RelationsSettings settings;
  private final ManagedChannel channel;
  private final EventLoop eventLoop;
  private final Optional<TokenSource> tokens;
  private final Channel calls;
  private final AtomicLong reconnectedAt =
      new AtomicLong(System.nanoTime() - RECONNECT_PAUSE.toNanos());

  private RelationsChannel(
      RelationsSettings settings,
      ManagedChannel channel,
      EventLoop eventLoop,
      Optional<TokenSource> tokens,
      CallObserver observer) {
    this.settings = settings;
    this.channel = channel;
    this.eventLoop = eventLoop;
    this.tokens = tokens;
    Channel watched =
        ClientInterceptors.intercept(
            channel,
            new ConnectionWatchdog(
                settings.silenceTimeout(), System::nanoTime, channel::enterIdle));
    Channel authorized =
        tokens.isPresent()
            ? ClientInterceptors.intercept(watched, new AuthInterceptor(tokens.get()))
            : watched;
    this.calls =
        ClientInterceptors.intercept(
            authorized, new CallObservingInterceptor(observer, System::nanoTime));
  }

  /**
   * Opens a channel with these settings. The caller closes it.
   *
   * @throws IllegalArgumentException if the target cannot be parsed, or a file for TLS cannot be
   *     used
   */
  public static RelationsChannel open(RelationsSettings settings) {
    return open(settings, CallObserver.none());
  }

  /**
   * Opens a channel with these settings, and with an observer of each call.
   *
   * @throws IllegalArgumentException if the target cannot be parsed, or a file for TLS cannot be
   *     used
   */
  public static RelationsChannel open(RelationsSettings settings, CallObserver observer) {
    return open(settings, observer, ConsumerThreads.plain());
  }

  /** Opens a channel whose thread has the name of a consumer. */
  static RelationsChannel open(
      RelationsSettings settings, CallObserver observer, ConsumerThreads threads) {
    FrameLogFilter.hide();
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(target(settings.target()))
            .defaultLoadBalancingPolicy("round_robin")
            // The lane decides about retries. A retry below it could repeat a write after a later
            // record has been applied; a service config in DNS could enable it again.
            .disableRetry()
            .disableServiceConfigLookUp()
            .maxInboundMetadataSize(settings.maxMetadataBytes())
            .maxInboundMessageSize(settings.maxResponseBytes())
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(settings.connectTimeout().toMillis()))
            .keepAliveTime(settings.keepAliveTime().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(settings.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveWithoutCalls(false);
    settings.authority().ifPresent(builder::overrideAuthority);
    if (settings.transport() instanceof Transport.Tls tls) {
      builder.sslContext(TlsFiles.grpc(tls));
    } else {
      builder.usePlaintext();
    }
    Optional<TokenSource> tokens = TokenSources.of(settings);
    log.info(
        "Relations API: target={} dialect={} tls={} credentials={}",
        settings.target(),
        settings.dialect().text(),
        settings.transport() instanceof Transport.Tls,
        settings.credentials());
    EventLoop eventLoop = EventLoop.create(threads.fullName("relations-io"));
    eventLoop.runs(builder);
    try {
      return new RelationsChannel(settings, builder.build(), eventLoop, tokens, observer);
    } catch (RuntimeException | Error failed) {
      eventLoop.close();
      tokens.ifPresent(TokenSource::close);
      throw failed;
    }
  }

  /** Returns the settings of the channel. */
  public RelationsSettings settings() {
    return settings;
  }

  /** Creates the authority over fences: one without locks if fencing is off in the settings. */
  public FenceAuthority fences() {
    return settings.fencing() ? new GrpcFenceAuthority(this) : new UnfencedAuthority(this);
  }

  /** Creates a group for the calls of one attempt. */
  CallGroup calls(Duration timeout) {
    return calls(Optional.empty(), timeout);
  }

  /** Creates a group for the calls of one attempt; each call carries the trace, if there is one. */
  CallGroup calls(Optional<TraceContext> trace, Duration timeout) {
    reconnect();
    Channel traced =
        trace
            .map(it -> ClientInterceptors.intercept(calls, new TraceInterceptor(it)))
            .orElse(calls);
    return new CallGroup(traced, settings.callDeadline(), timeout);
  }

  /**
   * Cancels the calls in flight and closes the connections, within a few seconds at most. Later
   * calls fail as unavailable. An interrupt ends the wait and stays set.
   */
  @Override
  public void close() {
    tokens.ifPresent(TokenSource::close);
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Relations API: the channel did not close within {}", CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    eventLoop.close();
  }

  /**
   * Connects again at once. Without a connection gRPC fails calls at once, and connects again after
   * its own backoff, which grows to two minutes. The lane has already waited, so its attempt should
   * use the network.
   */
  private void reconnect() {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      long now = System.nanoTime();
      long last = reconnectedAt.get();
      if (now - last >= RECONNECT_PAUSE.toNanos() && reconnectedAt.compareAndSet(last, now)) {
        channel.enterIdle();
      }
    }
  }

  /**
   * Returns a target that gRPC accepts. An address in brackets is no valid URI; gRPC reads it if it
   * has no scheme.
   */
  private static String target(String text) {
    return text.contains("://") || text.startsWith("unix:") || text.startsWith("[")
        ? text
        : "dns:///" + text;
  }
}
