package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of the program, each as {@code --name=value}.
 *
 * @param ways ids of the ways, separated by commas
 * @param stores texts of the testkit's stores, see {@link StoreSpec}; with a target, one that adds
 *     nothing to its times
 * @param partitions numbers of partitions
 * @param messages most messages of a backlog
 * @param seconds about the longest run, for which slow ways get a smaller backlog; 0 for the whole
 *     backlog
 * @param rounds number of rounds
 * @param steadySeconds length of the steady part of a run; 0 for none
 * @param steadyRate messages a second of the steady part
 * @param seed of the messages and of the order of the ways
 * @param out file for the results
 * @param target a real SpiceDB in place of the testkit's store: {@code in-memory} or {@code
 *     postgresql}, which the program starts, or host and port of one that runs
 * @param base jar of the revision to compare with
 */
record Options(
    List<Way> ways,
    List<StoreSpec> stores,
    List<Integer> partitions,
    int messages,
    int seconds,
    int rounds,
    int steadySeconds,
    int steadyRate,
    long seed,
    Path out,
    @Nullable String target,
    @Nullable Path base) {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "stores", "0,1,5",
          "partitions", "1",
          "messages", "100000",
          "seconds", "15",
          "rounds", "3",
          "steady-seconds", "15",
          "steady-rate", "200",
          "seed", "1",
          "out", "target/bench-e2e.json");
  private static final Set<String> OTHERS = Set.of("ways", "target", "base");

  /** Number of steady messages. */
  int steadyMessages() {
    return steadySeconds * steadyRate;
  }

  /** Reads options; an empty value is that of an option which is not given. */
  static Options parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (parts.length != 2 || (!DEFAULTS.containsKey(name) && !OTHERS.contains(name))) {
        throw new IllegalArgumentException(
            "want --name=value with one of %s, %s, got %s"
                .formatted(DEFAULTS.keySet(), OTHERS, argument));
      }
      if (!parts[1].isEmpty()) {
        values.put(name, parts[1]);
      }
    }
    String base = values.get("base");
    return new Options(
        ways(values.get("ways"), base != null),
        stores(values.get("target") == null ? values.get("stores") : "0"),
        words(values.get("partitions")).stream().map(Integer::valueOf).toList(),
        number("messages", values),
        number("seconds", values),
        number("rounds", values),
        number("steady-seconds", values),
        number("steady-rate", values),
        number("seed", values),
        Path.of(String.valueOf(values.get("out"))),
        values.get("target"),
        base == null ? null : Path.of(base));
  }

  private static List<Way> ways(@Nullable String ids, boolean compared) {
    List<Way> ways = new ArrayList<>(ids == null ? Ways.ALL : Ways.named(words(ids)));
    if (compared) {
      List.copyOf(ways).stream().filter(Way::isOurs).map(Way::ofBase).forEach(ways::add);
    }
    return List.copyOf(ways);
  }

  private static List<StoreSpec> stores(@Nullable String texts) {
    return words(texts).stream().map(StoreSpec::parse).toList();
  }

  private static List<String> words(@Nullable String text) {
    return List.of(String.valueOf(text).split(",", -1));
  }

  private static int number(String name, Map<String, String> values) {
    return Integer.parseInt(String.valueOf(values.get(name)));
  }
}
