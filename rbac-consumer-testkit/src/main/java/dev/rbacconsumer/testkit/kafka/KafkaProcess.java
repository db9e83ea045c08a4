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
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the broker of {@link EmbeddedKafka} in its own process, so that tests can kill it without an
 * orderly shutdown, as if its machine failed. After a restart it has the same port and the same
 * data.
 *
 * <p>The process uses the Java and the class path of this JVM. Thread-safe. Helpers that call the
 * broker wait for it up to two minutes, including a restart. They throw {@link
 * IllegalStateException} after that, if the broker refuses, and on an interrupt.
 */
public final class KafkaProcess implements AutoCloseable {
  // Enough for a kill and a start during a call, even on a busy machine.
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
   * Starts a broker on a free port.
   *
   * @param settings Kafka's own broker settings, as with {@link EmbeddedKafka#start(Map)}
   * @throws IllegalStateException if the broker does not start
   */
  public static KafkaProcess start(Map<String, String> settings) {
    return start(BrokerPorts.free(), settings);
  }

  /**
   * Starts a broker that clients reach only through a proxy, while the helpers of this class
   * connect to it directly.
   *
   * @param proxy takes the broker's port, and returns the port of a proxy that forwards connections
   *     to it
   * @param settings Kafka's own broker settings, as with {@link EmbeddedKafka#start(Map)}
   * @throws IllegalStateException if the broker does not start
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

  /**
   * Returns the address for clients: {@code 127.0.0.1:<port>}. It stays the same after a restart.
   */
  public String bootstrapServers() {
    return BrokerPorts.HOST + ":" + ports.advertised();
  }

  /**
   * Starts the broker if it does not run. Returns when clients can connect.
   *
   * @throws IllegalStateException if the broker does not start
   */
  public synchronized void start() {
    if (isAlive()) {
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

  /**
   * Stops the broker in order, and keeps its data and its port for {@link #start}. Kills it if that
   * takes longer than two minutes. Does nothing if the broker does not run.
   */
  public synchronized void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      // The program ends with its standard input.
      running.getOutputStream().close();
      running.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException alreadyEnded) {
      // Then there is nothing to stop in order.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker stopped", interrupted);
    } finally {
      kill();
    }
  }

  /** Returns whether the process of the broker runs. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends the process with SIGKILL, and returns when it has ended. */
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
    try {
      calls.close();
    } finally {
      kill();
      data.delete();
    }
  }

  /** Creates a topic; see {@link EmbeddedKafka#createTopic}. */
  public void createTopic(String topic, int partitions) {
    calls.createTopic(topic, partitions);
  }

  /** Deletes the oldest records of a partition; see {@link EmbeddedKafka#deleteBelow}. */
  public void deleteBelow(PartitionId partition, Offset offset) {
    calls.deleteBelow(partition, offset);
  }

  /** Returns the directory of a partition's log; see {@link EmbeddedKafka#logDirectory}. */
  public Path logDirectory(PartitionId partition) {
    return data.path().resolve(partition.topic() + "-" + partition.number());
  }

  /** Returns the address at which helpers reach the broker, past any proxy. */
  public String insideServers() {
    return ports.insideServers();
  }

  /**
   * Publishes a record, in order and once, even across a restart; see {@link
   * EmbeddedKafka#publish(SourceRecord)}.
   */
  public Offset publish(SourceRecord message) {
    Long timestamp = message.timestampMillis() < 0 ? null : message.timestampMillis();
    return calls.publish(
        message.partition(), timestamp, message.key(), message.value(), message.headers());
  }

  /** Returns the commits of a group; see {@link EmbeddedKafka#committedOffsets}. */
  public SortedMap<PartitionId, Commit> committedOffsets(String group) {
    return calls.committedOffsets(group);
  }

  /** Commits for a group; see {@link EmbeddedKafka#commit}. */
  public void commit(String group, PartitionId partition, Commit offset) {
    calls.commit(group, partition, offset);
  }

  /** Returns the lag of a group; see {@link EmbeddedKafka#lag}. */
  public long lag(String group, String topic) {
    return calls.lag(group, topic);
  }

  /** Returns the members of a group; see {@link EmbeddedKafka#members}. */
  public List<GroupMember> members(String group) {
    return calls.members(group);
  }

  /** Removes every member from a group; see {@link EmbeddedKafka#expelMembers}. */
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
                OwnClassPath.text(),
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
    String ready = bootstrapServers();
    while (line != null && !line.equals(ready)) {
      said.append(line).append(System.lineSeparator());
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the broker did not start: " + said);
    }
    // The rest of the output is not needed, but a full pipe would block the broker.
    Thread reader = new Thread(() -> passOver(output), "broker-output");
    reader.setDaemon(true);
    reader.start();
  }

  private static void passOver(BufferedReader output) {
    try (output) {
      while (output.readLine() != null) {
        // Continue with the next line.
      }
    } catch (IOException ended) {
      // The output ends with the process, which is the only expected cause.
    }
  }
}
