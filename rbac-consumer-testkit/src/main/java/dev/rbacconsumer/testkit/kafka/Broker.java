package dev.rbacconsumer.testkit.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** One run of a broker: started once, stopped once. Its directory is kept afterwards. */
final class Broker {
  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /** Formats an empty directory for a broker. */
  static void format(Path logDir) {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(BrokerSettings.NODE_ID)
            .setClusterId(Uuid.randomUuid().toString())
            .setDirectories(List.of(logDir.toString()))
            .setMetadataLogDirectory(logDir.toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER);
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + logDir, e);
    }
  }

  /**
   * Starts a broker, and returns when clients can connect.
   *
   * @throws PortTakenException if another process took a port first
   * @throws IllegalStateException if the broker does not start for any other reason
   */
  static Broker start(BrokerPorts ports, Path logDir, Map<String, String> overrides) {
    Properties properties = BrokerSettings.of(ports, logDir, overrides);
    KafkaRaftServer server = null;
    try {
      server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      return new Broker(server);
    } catch (RuntimeException | Error failure) {
      abandon(server, failure);
      if (isPortTaken(failure)) {
        throw new PortTakenException(ports, failure);
      }
      throw new IllegalStateException("the embedded broker did not start", failure);
    }
  }

  /** Shuts the broker down in order, and returns when all of its threads have ended. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void abandon(@Nullable KafkaRaftServer server, Throwable failure) {
    if (server == null) {
      return;
    }
    try {
      server.shutdown();
    } catch (RuntimeException whileStopping) {
      failure.addSuppressed(whileStopping);
    }
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
