package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The broker of {@link EmbeddedKafka} as a process of its own, so that it can be killed: without a
 * goodbye, as when its machine dies. Started again, it has the same port and the same data.
 *
 * <p>The process runs on this virtual machine's Java and class path. Thread-safe. Helpers that talk
 * to the broker wait for it up to two minutes, a restart included, and throw {@link
 * IllegalStateException} after that, when it refuses and when interrupted.
 */
public final class KafkaProcess implements AutoCloseable {
  // Enough for a kill and a start in between, even on a busy machine.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BrokerPorts ports;
  private final DataDirectory data;
  private final Map<String, String> settings;
  private final ClientCalls calls;
  private @Nullable Process process;

  private KafkaProcess(BrokerPorts ports, DataDirectory data, Map<String, String> settings) {
    this.ports = ports;
    this.data = data;
    this.settings = Map.copyOf(settings);
    this.calls = new ClientCalls(ports.insideServers(), PATIENCE);
  }

  /**
   * A running broker on a free port.
   *
   * @param settings Kafka's own broker settings, as with {@link EmbeddedKafka#start(Map)}
   * @throws IllegalStateException when the broker does not start
   */
  public static KafkaProcess start(Map<String, String> settings) {
    return start(BrokerPorts.free(), settings);
  }

  /**
   * A running broker that clients reach through a proxy only, while the helpers of this class
   * connect to it directly.
   *
   * @param proxy takes the port where the broker will listen, and returns the port of a proxy that
   *     passes connections on to it
   * @param settings Kafka's own broker settings, as with {@link EmbeddedKafka#start(Map)}
   * @throws IllegalStateException when the broker does not start
   */
  public static KafkaProcess startBehind(IntUnaryOperator proxy, Map<String, String> settings) {
    BrokerPorts ports = BrokerPorts.freeWithInside();
    return start(ports.advertising(proxy.applyAsInt(ports.broker())), settings);
  }

  private static KafkaProcess start(BrokerPorts ports, Map<String, String> settings) {
    KafkaProcess broker = new KafkaProcess(ports, DataDirectory.temporary(), settings);
    try {
      broker.start();
      return broker;
    } catch (RuntimeException | Error failure) {
      broker.close();
      throw failure;
    }
  }

  /** What clients need to connect: {@code 127.0.0.1:<port>}. The same after a restart. */
  public String bootstrapServers() {
    return BrokerPorts.HOST + ":" + ports.advertised();
  }

  /**
   * Starts the broker where it does not run. Returns once clients can connect.
   *
   * @throws IllegalStateException when the broker does not start
   */
  public synchronized void start() {
    if (process != null) {
      return;
    }
    try {
      Process started = new ProcessBuilder(command()).redirectErrorStream(true).start();
      process = started;
      awaitReady(started);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a broker", e);
    }
  }

  /** Ends the process with SIGKILL and returns once it has gone. */
  public synchronized void kill() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroyForcibly();
    try {
      running.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker ended", interrupted);
    }
  }

  /** Kills the broker and deletes its data. */
  @Override
  public void close() {
    calls.close();
    kill();
    data.delete();
  }

  /** See {@link EmbeddedKafka#createTopic}. */
  public void createTopic(String topic, int partitions) {
    calls.createTopic(topic, partitions);
  }

  /** See {@link EmbeddedKafka#publish(SourceRecord)}. In order, and once, across a restart too. */
  public Offset publish(SourceRecord message) {
    Long timestamp = message.timestampMillis() < 0 ? null : message.timestampMillis();
    return calls.publish(
        message.partition(), timestamp, message.key(), message.value(), message.headers());
  }

  /** See {@link EmbeddedKafka#committedOffsets}. */
  public SortedMap<PartitionId, Commit> committedOffsets(String group) {
    return calls.committedOffsets(group);
  }

  /** See {@link EmbeddedKafka#commit}. */
  public void commit(String group, PartitionId partition, Commit offset) {
    calls.commit(group, partition, offset);
  }

  /** See {@link EmbeddedKafka#lag}. */
  public long lag(String group, String topic) {
    return calls.lag(group, topic);
  }

  /** See {@link EmbeddedKafka#members}. */
  public List<GroupMember> members(String group) {
    return calls.members(group);
  }

  /** See {@link EmbeddedKafka#expelMembers}. */
  public void expelMembers(String group) {
    calls.expelMembers(group);
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedKafkaMain.class.getName(),
                "--port",
                Integer.toString(ports.broker()),
                "--inside",
                Integer.toString(ports.inside()),
                "--advertised",
                Integer.toString(ports.advertised()),
                "--data",
                data.path().toString()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    return command;
  }

  private void awaitReady(Process started) throws IOException {
    BufferedReader output = started.inputReader(UTF_8);
    StringBuilder said = new StringBuilder();
    String line = output.readLine();
    String ready = BrokerPorts.HOST + ":" + ports.broker();
    while (line != null && !line.equals(ready)) {
      said.append(line).append(System.lineSeparator());
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the broker did not start: " + said);
    }
    // What it says later is of no interest, but a full pipe would stop it.
    Thread reader = new Thread(() -> passOver(output), "broker-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static void passOver(BufferedReader output) {
    try (output) {
      while (output.readLine() != null) {
        // On to the next.
      }
    } catch (IOException ended) {
      // With its process, which is all that can happen.
    }
  }
}
