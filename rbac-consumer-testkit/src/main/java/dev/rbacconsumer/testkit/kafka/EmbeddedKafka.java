package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.TestkitDependency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/**
 * Real broker, alone in its cluster, inside this JVM. It listens on free ports of the loopback
 * interface, keeps its data in its own directory below the system's temporary one, and starts in a
 * few seconds: share one among the tests of a class, with a topic and a group for each.
 *
 * <pre>{@code
 * static final EmbeddedKafka KAFKA = EmbeddedKafka.start();
 *
 * @AfterAll
 * static void closeBroker() {
 *   KAFKA.close();
 * }
 * }</pre>
 *
 * <p>Between the first start and the last close, Kafka's code cannot end the JVM: its static exit
 * procedures ({@code org.apache.kafka.common.utils.Exit}) are replaced by ones that log.
 *
 * <p>Thread-safe. Helpers that call the broker throw {@link IllegalStateException} if it refuses,
 * if it does not answer within 30 seconds, and if the calling thread is interrupted; the interrupt
 * status is kept.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int MAX_START_ATTEMPTS = 5;

  // Far above the time that a healthy broker needs, even on a busy machine.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BrokerPorts ports;
  private final DataDirectory data;
  private final Map<String, String> settings;
  private final ClientCalls calls;
  private @Nullable Broker broker;
  private boolean closed;

  private EmbeddedKafka(
      BrokerPorts ports, DataDirectory data, Map<String, String> settings, Broker broker) {
    this.ports = ports;
    this.data = data;
    this.settings = settings;
    this.broker = broker;
    this.calls = new ClientCalls(ports.insideServers(), PATIENCE);
  }

  /** Starts a broker on free ports. */
  public static EmbeddedKafka start() {
    return start(Map.of());
  }

  /**
   * Starts a broker on free ports.
   *
   * @param settings Kafka's own broker settings, such as {@code message.max.bytes}; they take
   *     precedence over the defaults for tests
   * @throws IllegalArgumentException for settings of node, ports and directory, which are fixed
   * @throws IllegalStateException if the broker does not start
   */
  public static EmbeddedKafka start(Map<String, String> settings) {
    return start(BrokerPorts::free, settings);
  }

  /**
   * Starts a broker on free ports that requires a login or a certificate. The helpers of this class
   * need neither.
   *
   * @throws IllegalStateException if the broker does not start
   */
  public static EmbeddedKafka start(BrokerSecurity security) {
    EmbeddedKafka kafka = start(BrokerPorts::freeWithInside, security.settings());
    try {
      security.login().ifPresent(kafka.calls::createUser);
      return kafka;
    } catch (RuntimeException | Error failed) {
      kafka.close();
      throw failed;
    }
  }

  /**
   * Starts a broker on a given port; the controller still gets a free one.
   *
   * @param port for clients, 1 to 65535
   * @throws IllegalStateException if the broker does not start, such as when the port is taken
   */
  public static EmbeddedKafka startOn(int port) {
    return start(() -> BrokerPorts.withBrokerOn(port), Map.of());
  }

  /**
   * Starts a broker that clients reach only through a proxy, while the helpers of this class
   * connect to it directly.
   *
   * @param proxy takes the broker's port, and returns the port of a proxy that forwards connections
   *     to it; called again if another process takes the broker's port first
   * @throws IllegalStateException if the broker does not start
   */
  public static EmbeddedKafka startBehind(IntUnaryOperator proxy) {
    return start(
        () -> {
          BrokerPorts ports = BrokerPorts.freeWithInside();
          return ports.advertising(proxy.applyAsInt(ports.broker()));
        },
        Map.of());
  }

  static EmbeddedKafka start(Supplier<BrokerPorts> draw, Map<String, String> settings) {
    return start(draw, DataDirectory::temporary, settings);
  }

  /** Starts a broker. Another process may take a chosen port first; then other ports are chosen. */
  static EmbeddedKafka start(
      Supplier<BrokerPorts> draw, Supplier<DataDirectory> data, Map<String, String> settings) {
    TestkitDependency.BROKER.require();
    BrokerSettings.refuseFixed(settings.keySet());
    ExitGuard.enter();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return startOnce(draw.get(), data.get(), Map.copyOf(settings));
        } catch (PortTakenException e) {
          if (attempt == MAX_START_ATTEMPTS) {
            throw new IllegalStateException("no free ports, " + attempt + " times", e);
          }
        }
      }
    } catch (RuntimeException | Error failure) {
      ExitGuard.leave();
      throw failure;
    }
  }

  private static EmbeddedKafka startOnce(
      BrokerPorts ports, DataDirectory data, Map<String, String> settings) {
    try {
      if (!data.isFormatted()) {
        Broker.format(data.path());
      }
      Broker broker = Broker.start(ports, data.path(), settings);
      return new EmbeddedKafka(ports, data, settings, broker);
    } catch (RuntimeException | Error failure) {
      data.discard();
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
   * Stops the broker in order, and keeps its data and ports for {@link #restart}. To clients it is
   * a broker that is down. Does nothing if the broker is already stopped.
   */
  public synchronized void stop() {
    if (broker != null) {
      broker.stop();
      broker = null;
    }
  }

  /**
   * Stops the broker if it runs, and starts it on the same ports and the same data. Returns when
   * clients can connect.
   *
   * @throws IllegalStateException after {@link #close}, and if the broker does not start
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException(
          "restart: want a broker that is not closed, got a closed one");
    }
    stop();
    broker = Broker.start(ports, data.path(), settings);
  }

  /** Stops the broker and deletes its data. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      calls.close();
    } finally {
      try {
        stop();
      } finally {
        ExitGuard.leave();
        data.discard();
      }
    }
  }

  /**
   * Creates a topic and waits until clients can see it. The broker creates no topic by itself.
   *
   * @param partitions at least 1
   */
  public void createTopic(String topic, int partitions) {
    calls.createTopic(topic, partitions);
  }

  /** Creates a topic that is missing; one that exists must have as many partitions. */
  void requireTopic(String topic, int partitions) {
    calls.requireTopic(topic, partitions);
  }

  /**
   * Changes settings of a topic, as {@code kafka-configs.sh --add-config} does. Returns when the
   * broker has applied them.
   *
   * @param settings by Kafka's names, such as {@code cleanup.policy}
   */
  public void alterTopic(String topic, Map<String, String> settings) {
    calls.alterTopic(topic, settings);
  }

  /**
   * Deletes a topic and the groups' commits on it. Returns when no topic of that name is left, so
   * that it can be created again.
   */
  public void deleteTopic(String topic) {
    calls.deleteTopic(topic);
  }

  /**
   * Publishes a record at the end of its partition, with its timestamp, key, value and headers.
   *
   * @return its offset in the partition; the offset in {@code message} is ignored
   */
  public Offset publish(SourceRecord message) {
    Long timestamp = message.timestampMillis() < 0 ? null : message.timestampMillis();
    return calls.publish(
        message.partition(), timestamp, message.key(), message.value(), message.headers());
  }

  /**
   * Publishes a record at the end of a partition, with the current time as its timestamp.
   *
   * @param key null for none
   * @param value null for a tombstone
   * @return its offset
   */
  public Offset publish(
      PartitionId partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    return calls.publish(partition, null, key, value, headers);
  }

  /**
   * Publishes a record without headers at the end of a partition, with the current time as its
   * timestamp.
   *
   * @param key null for none; in UTF-8
   * @param value null for a tombstone; in UTF-8
   * @return its offset
   */
  public Offset publish(PartitionId partition, @Nullable String key, @Nullable String value) {
    return publish(partition, bytes(key), bytes(value), List.of());
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  /** Returns the commits of a group, by partition; empty for a group without commits. */
  public SortedMap<PartitionId, Commit> committedOffsets(String group) {
    return calls.committedOffsets(group);
  }

  /**
   * Commits for a group from outside, as Kafka's reset tool does. The broker refuses this while the
   * group has members on the topic.
   */
  public void commit(String group, PartitionId partition, Commit offset) {
    calls.commit(group, partition, offset);
  }

  /**
   * Deletes a group and all of its commits, as brokers do when its offsets expire. The broker
   * refuses this while the group has members.
   */
  public void deleteGroup(String group) {
    calls.deleteGroup(group);
  }

  /** Returns the offset of the next record of each partition. */
  public SortedMap<PartitionId, CommitPosition> endOffsets(String topic) {
    return calls.offsets(topic, OffsetSpec.latest());
  }

  /**
   * Returns the number of records on a topic that a group has not committed yet, over all
   * partitions. A partition without a commit counts from its first record.
   */
  public long lag(String group, String topic) {
    return calls.lag(group, topic);
  }

  /**
   * Returns the members of a group, in no particular order; empty for a group that does not exist.
   */
  public List<GroupMember> members(String group) {
    return calls.members(group);
  }

  /** Removes every member from a group at once, as if all sessions had expired. */
  public void expelMembers(String group) {
    calls.expelMembers(group);
  }

  /** Returns the directory of a partition's log, for tests that damage it. */
  public Path logDirectory(PartitionId partition) {
    return data.path().resolve(partition.topic() + "-" + partition.number());
  }

  /** Deletes the oldest records of a partition, all below {@code offset}, as retention does. */
  public void deleteBelow(PartitionId partition, Offset offset) {
    calls.deleteBelow(partition, offset);
  }
}
