package dev.rbacconsumer.testkit.kafka;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, alone in its cluster, inside this JVM. It listens on free ports of the loopback
 * interface, keeps its data in a directory of its own below the system's temporary one, and starts
 * in a few seconds: share one among the tests of a class, with a topic and a group for each.
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
 * <p>Thread-safe. Helpers that talk to the broker throw {@link IllegalStateException} when it
 * refuses, when it does not answer within 30 seconds, and when the calling thread is interrupted,
 * whose interrupt status they keep.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int MAX_START_ATTEMPTS = 5;

  // Far above what a healthy broker takes, even on a busy machine.
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

  /** A running broker on free ports. */
  public static EmbeddedKafka start() {
    return start(Map.of());
  }

  /**
   * A running broker on free ports.
   *
   * @param settings Kafka's own broker settings, such as {@code message.max.bytes}; they win over
   *     the defaults made for tests, but not over node, ports and directory
   * @throws IllegalStateException when the broker does not start
   */
  public static EmbeddedKafka start(Map<String, String> settings) {
    return start(BrokerPorts::free, settings);
  }

  /**
   * A running broker on free ports that asks for a login or a certificate. The helpers of this
   * class need neither.
   *
   * @throws IllegalStateException when the broker does not start
   */
  public static EmbeddedKafka start(BrokerSecurity security) {
    EmbeddedKafka kafka = start(BrokerPorts::freeWithInside, security.settings());
    security.login().ifPresent(kafka.calls::createUser);
    return kafka;
  }

  /**
   * A running broker on a given port; the controller still gets a free one.
   *
   * @param port for clients, 1 to 65535
   * @throws IllegalStateException when the broker does not start, as when the port is taken
   */
  public static EmbeddedKafka startOn(int port) {
    return start(() -> BrokerPorts.withBrokerOn(port), Map.of());
  }

  static EmbeddedKafka start(Supplier<BrokerPorts> draw, Map<String, String> settings) {
    return start(draw, DataDirectory::temporary, settings);
  }

  /** Between choosing a port and listening on it, somebody else may come first: draw again. */
  static EmbeddedKafka start(
      Supplier<BrokerPorts> draw, Supplier<DataDirectory> data, Map<String, String> settings) {
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

  /** What clients need to connect: {@code 127.0.0.1:<port>}. The same after a restart. */
  public String bootstrapServers() {
    return BrokerPorts.HOST + ":" + ports.broker();
  }

  /**
   * Stops the broker in good order and keeps its data and ports for {@link #restart}. To clients it
   * looks like a broker that is down. Does nothing where it is stopped already.
   */
  public synchronized void stop() {
    if (broker != null) {
      broker.stop();
      broker = null;
    }
  }

  /**
   * Stops the broker where it runs, and starts it on the same ports and the same data. Returns once
   * clients can connect.
   *
   * @throws IllegalStateException after {@link #close}, and when the broker does not start
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException(
          "restart: want a broker that is not closed, got a closed one");
    }
    stop();
    broker = Broker.start(ports, data.path(), settings);
  }

  /** Stops the broker and deletes its data. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      calls.close();
      stop();
    } finally {
      ExitGuard.leave();
      data.discard();
    }
  }

  /**
   * Creates a topic and waits until clients can see it. The broker creates none by itself.
   *
   * @param partitions at least 1
   */
  public void createTopic(String topic, int partitions) {
    calls.createTopic(topic, partitions);
  }

  /**
   * Changes settings of a topic, as {@code kafka-configs.sh --add-config} does. Returns once the
   * broker has them.
   *
   * @param settings by Kafka's names, such as {@code cleanup.policy}
   */
  public void alterTopic(String topic, Map<String, String> settings) {
    calls.alterTopic(topic, settings);
  }

  /**
   * Deletes a topic, and with it what groups have committed on it. Returns once no topic of that
   * name is left, so that one can be created anew.
   */
  public void deleteTopic(String topic) {
    calls.deleteTopic(topic);
  }

  /**
   * Publishes a record at the end of its partition, with its timestamp, key, value and headers.
   *
   * @return where it came to stand; the record's own offset is not looked at
   */
  public Offset publish(SourceRecord message) {
    Long timestamp = message.timestampMillis() < 0 ? null : message.timestampMillis();
    return calls.publish(
        message.partition(), timestamp, message.key(), message.value(), message.headers());
  }

  /**
   * Publishes a record at the end of a partition, with the time of now.
   *
   * @param key null for none
   * @param value null for a tombstone
   * @return where it came to stand
   */
  public Offset publish(
      PartitionId partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    return calls.publish(partition, null, key, value, headers);
  }

  /** What a group has committed, by partition; empty for a group that never did. */
  public SortedMap<PartitionId, Commit> committedOffsets(String group) {
    return calls.committedOffsets(group);
  }

  /**
   * Commits for a group from outside, as Kafka's reset tool does. The broker refuses while the
   * group has members on the topic.
   */
  public void commit(String group, PartitionId partition, Commit offset) {
    calls.commit(group, partition, offset);
  }

  /**
   * Deletes a group and all that it has committed, as brokers do when its offsets have expired. The
   * broker refuses while the group has members.
   */
  public void deleteGroup(String group) {
    calls.deleteGroup(group);
  }

  /** Where the next record of each partition will stand. */
  public SortedMap<PartitionId, CommitPosition> endOffsets(String topic) {
    return calls.offsets(topic, OffsetSpec.latest());
  }

  /**
   * How many records a group has yet to commit on a topic, over all partitions. A partition without
   * a commit counts from its first record.
   */
  public long lag(String group, String topic) {
    return calls.lag(group, topic);
  }

  /** The members of a group, in no particular order; empty for a group that does not exist. */
  public List<GroupMember> members(String group) {
    return calls.members(group);
  }

  /** Takes every member out of a group at once, as when the session of each had expired. */
  public void expelMembers(String group) {
    calls.expelMembers(group);
  }

  /** Where the broker keeps the log of a partition; for tests that damage it. */
  public Path logDirectory(PartitionId partition) {
    return data.path().resolve(partition.topic() + "-" + partition.number());
  }

  /** Deletes the oldest records of a partition, as retention does: all below {@code offset}. */
  public void deleteBelow(PartitionId partition, Offset offset) {
    calls.deleteBelow(partition, offset);
  }
}
