package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Exit;

/**
 * The broker as a program, to try things by hand:
 *
 * <pre>{@code
 * EmbeddedKafkaMain [--port <port>] [--topics <name>:<partitions>[,...]]
 * }</pre>
 *
 * <p>Once clients can connect and the topics exist, it prints the bootstrap servers on a line of
 * standard output. It runs until standard input ends or the process is told to stop, and leaves no
 * data behind. It exits with 2 when it does not understand its arguments, and with 1 when the
 * broker does not start.
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
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Arguments arguments) throws IOException {
    int port = arguments.port();
    try (EmbeddedKafka kafka = port == 0 ? EmbeddedKafka.start() : EmbeddedKafka.startOn(port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "close-broker"));
      // The broker is all there is to this process, so it may end it from here on.
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
      arguments.topics().forEach(kafka::createTopic);
      System.out.println(kafka.bootstrapServers());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * What the command line says.
   *
   * @param port 1 to 65535; 0 for any free one
   * @param topics name to number of partitions, in the order given
   */
  record Arguments(int port, Map<String, Integer> topics) {
    static Arguments parse(String... args) {
      int port = 0;
      Map<String, Integer> topics = new LinkedHashMap<>();
      for (int i = 0; i < args.length; i += 2) {
        String value = i + 1 < args.length ? args[i + 1] : "";
        switch (args[i]) {
          case "--port" -> port = number("--port", value, 65_535);
          case "--topics" -> topics.putAll(topics(value));
          default ->
              throw new IllegalArgumentException(
                  "want --port <port> or --topics <name>:<partitions>,..., got " + args[i]);
        }
      }
      return new Arguments(port, topics);
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
        // Said below, with the same words.
      }
      throw new IllegalArgumentException(
          "%s: want a number from 1 to %d, got \"%s\"".formatted(of, max, value));
    }
  }
}
