package dev.rbacconsumer.relations;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one Relations API: connections made on demand, shared by every lane of the process.
 * Opening connects to nothing, so an unreachable target shows at the first call. Thread-safe.
 */
public final class RelationsChannel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RelationsChannel.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final RelationsSettings settings;
  private final ManagedChannel channel;

  private RelationsChannel(RelationsSettings settings, ManagedChannel channel) {
    this.settings = settings;
    this.channel = channel;
  }

  /**
   * A channel under these settings. The caller closes it.
   *
   * @throws IllegalArgumentException when the target cannot be parsed
   */
  public static RelationsChannel open(RelationsSettings settings) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(settings.target())
            .defaultLoadBalancingPolicy("round_robin")
            // Retries are decided by the lane. A retry below it could repeat a write after a
            // later record has been applied; a service config in DNS could switch it on again.
            .disableRetry()
            .disableServiceConfigLookUp()
            .maxInboundMetadataSize(settings.maxMetadataBytes())
            .maxInboundMessageSize(settings.maxResponseBytes())
            .keepAliveTime(settings.keepAliveTime().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(settings.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveWithoutCalls(false);
    if (settings.tls()) {
      builder.useTransportSecurity();
    } else {
      builder.usePlaintext();
    }
    log.info(
        "Relations API: target={} dialect={} tls={}",
        settings.target(),
        settings.dialect().text(),
        settings.tls());
    return new RelationsChannel(settings, builder.build());
  }

  /** The settings it was opened with. */
  public RelationsSettings settings() {
    return settings;
  }

  /** A place for the calls of one attempt. */
  CallGroup calls(Duration timeout) {
    return new CallGroup(channel, settings.callDeadline(), timeout);
  }

  /**
   * Cancels what is in flight and lets the connections go, waiting a few seconds at most. Later
   * calls fail as unavailable. An interrupt ends the wait and stays set.
   */
  @Override
  public void close() {
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Relations API: the channel did not close within {}", CLOSE_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
