package dev.rbacconsumer.testkit.internal.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Line that a person types at the prompt. */
sealed interface PromptLine {
  /**
   * Returns the command that a line names.
   *
   * @throws IllegalArgumentException if it names none; the message says what is wanted
   */
  static PromptLine parse(String line) {
    List<String> words = List.of(line.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
    if (words.get(0).equals("publish")) {
      return Publish.parse(words.subList(1, words.size()));
    }
    String text = String.join(" ", words);
    return Arrays.stream(Plain.values())
        .filter(it -> it.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no command of the sandbox; help lists them"
                        .formatted(line.strip())));
  }

  /** Calls the function for this kind of command, and returns its result. */
  <R> R match(Function<Plain, R> plain, Function<Publish, R> publish);

  /** Command without arguments. */
  enum Plain implements PromptLine {
    STORE_STOP("store stop", "close the store's port; it keeps its tuples"),
    STORE_START("store start", "open it again"),
    STORE_SCHEMA_FIX("store schema-fix", "load a schema that has the type of bad messages"),
    STORE_SHOW("store show", "wait until nothing is under way, and print the tuples"),
    BROKER_STOP("broker stop", "stop Kafka in order; it keeps its data"),
    BROKER_START("broker start", "start it again, on the same port"),
    CONSUMER_KILL("consumer kill", "end the consumer with SIGKILL"),
    CONSUMER_RESTART("consumer restart", "stop the consumer in order if it runs, and start it"),
    STATUS("status", "print the status of the consumer"),
    HELP("help", "print this list"),
    QUIT("quit", "stop everything and delete its files, as Ctrl-C and Ctrl-D do");

    private final String text;
    private final String meaning;

    Plain(String text, String meaning) {
      this.text = text;
      this.meaning = meaning;
    }

    @Override
    public <R> R match(Function<Plain, R> plain, Function<Publish, R> publish) {
      return plain.apply(this);
    }

    /** Returns the words that are typed. */
    String text() {
      return text;
    }

    /** Returns the effect, for the list of commands. */
    String meaning() {
      return meaning;
    }
  }

  /**
   * Command {@code publish}.
   *
   * @param kind kind of the messages
   * @param count number of messages, at least 1
   * @param partition partition of all of them; empty for the choice of the kind
   */
  record Publish(Kind kind, int count, Optional<Integer> partition) implements PromptLine {
    static final int MOST = 10_000;
    private static final String WANTED =
        "want publish good|bad|back|burst [1 to %d] [partition 0 to %d]"
            .formatted(MOST, Sandbox.PARTITIONS - 1);

    @Override
    public <R> R match(Function<Plain, R> plain, Function<Publish, R> publish) {
      return publish.apply(this);
    }

    private static Publish parse(List<String> words) {
      List<String> rest = new ArrayList<>(words);
      Kind kind = rest.isEmpty() ? null : Kind.NAMES.get(rest.remove(0));
      if (kind == null) {
        throw new IllegalArgumentException(WANTED);
      }
      int count = kind.usual;
      if (!rest.isEmpty() && !rest.get(0).equals("partition")) {
        count = number(rest.remove(0), 1, MOST);
      }
      Optional<Integer> partition = Optional.empty();
      if (rest.size() == 2 && rest.get(0).equals("partition")) {
        partition = Optional.of(number(rest.get(1), 0, Sandbox.PARTITIONS - 1));
      } else if (!rest.isEmpty()) {
        throw new IllegalArgumentException(WANTED);
      }
      return new Publish(kind, count, partition);
    }

    private static int number(String word, int least, int most) {
      if (word.matches("[0-9]{1,6}")) {
        int number = Integer.parseInt(word);
        if (number >= least && number <= most) {
          return number;
        }
      }
      throw new IllegalArgumentException(
          "%s: want a number from %d to %d; %s".formatted(word, least, most, WANTED));
    }

    /** Kind of messages. */
    enum Kind {
      /** Adds a member to a group. */
      GOOD(1),
      /**
       * Removes a guest from a group, and adds a tuple of a type that the schema lacks at first.
       */
      BAD(1),
      /** Adds the guest again. */
      BACK(1),
      /** Good ones in all partitions, of which every fifth removes a member. */
      BURST(500);

      private static final Map<String, Kind> NAMES =
          Map.of("good", GOOD, "bad", BAD, "back", BACK, "burst", BURST);

      /** Number of messages if none is typed. */
      private final int usual;

      Kind(int usual) {
        this.usual = usual;
      }
    }
  }
}
