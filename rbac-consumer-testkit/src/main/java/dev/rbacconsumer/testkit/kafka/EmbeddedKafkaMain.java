package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs the broker as a program, for manual tests:
 *
 * <pre>{@code
 * EmbeddedKafkaMain [--port <port>] [--inside <port>] [--advertised <port>]
 *     [--topics <name>:<partitions>[,...]] [--data <directory>] [--set <name>=<value>]...
 * }</pre>
 *
 * <p>{@code --advertised} is the port of a proxy that the broker advertises to clients. Clients on
 * the port of {@code --inside} do not get that address.
 *
 * <p>When clients can connect and the topics exist, it prints the bootstrap servers on a line of
 * standard output. It runs until standard input ends or the process gets a signal to stop. It
 * deletes its data, unless {@code --data} names a directory: there the data are kept, and another
 * run continues with them; its {@code --topics} may exist already. {@code --set} is one of Kafka's
 * own broker settings. It exits with 2 if its arguments are invalid, and with 1 if the broker does
 * not start.
 */
public final class EmbeddedKafkaMain {
  private EmbeddedKafkaMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try {
      run(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Arguments arguments) throws IOException {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(arguments::ports, arguments::directory, arguments.settings())) {
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close-broker"));
      // The process consists only of the broker, so from here on the broker may end it.
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
      arguments.topics().forEach(kafka::requireTopic);
      System.out.println(kafka.bootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Arguments of the command line.
   *
   * @param port 1 to 65535; 0 for any free one
   * @param inside port for helpers; 0 for the same as for clients
   * @param advertised port that is advertised to clients; 0 for the broker's own port
   * @param topics number of partitions by name, in the given order
   * @param data directory where the data are kept; empty if they are deleted
   * @param settings settings of the broker
   */
  record Arguments(
      int port,
      int inside,
      int advertised,
      Map<String, Integer> topics,
      Optional<Path> data,
      Map<String, String> settings) {
    static Arguments parse(String... args) {
      int port = 0;
      int inside = 0;
      int advertised = 0;
      Map<String, Integer> topics = new LinkedHashMap<>();
      Optional<Path> data = Optional.empty();
      Map<String, String> settings = new LinkedHashMap<>();
      for (int i = 0; i < args.length; i += 2) {
        String value = i + 1 < args.length ? args[i + 1] : "";
        switch (args[i]) {
          case "--port" -> port = number("--port", value, 65_535);
          case "--inside" -> inside = number("--inside", value, 65_535);
          case "--advertised" -> advertised = number("--advertised", value, 65_535);
          case "--topics" -> topics.putAll(topics(value));
          case "--data" -> data = Optional.of(directory(value));
          case "--set" -> settings.putAll(setting(value));
          default ->
              throw new IllegalArgumentException(
                  "want --port <port>, --inside <port>, --advertised <port>, --topics"
                      + " <name>:<partitions>,..., --data <directory> or --set <name>=<value>, got "
                      + args[i]);
        }
      }
      return new Arguments(port, inside, advertised, topics, data, settings);
    }

    BrokerPorts ports() {
      BrokerPorts ports =
          port == 0
              ? BrokerPorts.free()
              : BrokerPorts.withBrokerOn(port, inside == 0 ? port : inside);
      return advertised == 0 ? ports : ports.advertising(advertised);
    }

    DataDirectory directory() {
      return data.map(DataDirectory::at).orElseGet(DataDirectory::temporary);
    }

    private static Path directory(String value) {
      if (value.isEmpty()) {
        throw new IllegalArgumentException("--data: want a directory, got none");
      }
      return Path.of(value);
    }

    private static Map<String, String> setting(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--set: want <name>=<value>, got \"" + value + "\"");
      }
      return Map.of(value.substring(0, equals), value.substring(equals + 1));
    }

    private static Map<String, Integer> topics(String value) {
      Map<String, Integer> topics = new LinkedHashMap<>();
      for (String topic : value.split(",", -1)) {
        int colon = topic.lastIndexOf(':');
        if (colon < 1) {
          throw new IllegalArgumentException(
              "--topics: want <name>:<partitions>, got \"" + topic + "\"");
        }
        topics.put(topic.substring(0, colon), number(topic, topic.substring(colon + 1), 1_000));
      }
      return topics;
    }

    private static int number(String of, String value, int max) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 1 && number <= max) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // Reported below, with the same words.
      }
      throw new IllegalArgumentException(
          "%s: want a number from 1 to %d, got \"%s\"".formatted(of, max, value));
    }
  }
}
