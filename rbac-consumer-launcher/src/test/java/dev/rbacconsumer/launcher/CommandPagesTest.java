package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.docs.Pages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the commands against the pages that an operator reads. */
final class CommandPagesTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z][a-z-]+)  ");
  private static final Pattern ENDS = Pattern.compile("Ends with ([^.]+)[.]");
  private static final Pattern CODE = Pattern.compile("\\b[0-9]+\\b");
  private static final String EVERY_COMMAND = "## Every command";

  /** Row of the table of every command. */
  private record Row(String command, boolean hasJson, List<String> codes) {
    static Row of(List<String> cells) {
      return new Row(
          cells.get(1).replace("`", ""), cells.get(3).equals("yes"), codesIn(cells.get(4)));
    }
  }

  @Test
  void everyCommandHasItsRowAndEveryRowItsCommand() {
    assertThat(commands())
        .contains("audit", "retry-now")
        .containsExactlyInAnyOrderElementsOf(rows().keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void rowSaysWhatTheHelpSays(String command) {
    String help = help(command.split(" "));

    assertThat(help.contains(" --json")).isEqualTo(rows().get(command).hasJson());
    MatchResult ends = ENDS.matcher(help.replaceAll("\\s+", " ")).results().findFirst().get();
    assertThat(codesIn(ends.group(1))).isEqualTo(rows().get(command).codes());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandIsOnThePageForOnCallExceptWhatStartsOrCompletes(String command) {
    String page = Pages.read(Path.of("docs/on-call.md"));

    boolean isNamed =
        Pattern.compile("`%1$s[` ]|\\*\\[?%1$s\\]?[(*]".formatted(command)).matcher(page).find();

    assertThat(isNamed).isEqualTo(!List.of("run", "completion").contains(command));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void misspeltCommandIsRefusedWithTheRightOne(String command) {
    CommandRun run = new CommandRun(Duration.ofMillis(1));
    String misspelt = command + command.charAt(command.length() - 1);

    assertThat(run.execute(misspelt.split(" "))).isEqualTo(2);
    assertThat(run.err())
        .contains("Did you mean: ")
        .contains(command.substring(command.indexOf(' ') + 1))
        .endsWith("Try --help.\n");
  }

  private static List<String> commands() {
    return listed()
        .flatMap(
            group -> {
              List<String> parts = listed(group).map(part -> group + " " + part).toList();
              return parts.isEmpty() ? Stream.of(group) : parts.stream();
            })
        .toList();
  }

  private static Stream<String> listed(String... group) {
    String help = help(group);
    int list = help.indexOf("Commands:");
    return list < 0
        ? Stream.empty()
        : LISTED.matcher(help.substring(list)).results().map(it -> it.group(1)).distinct();
  }

  private static String help(String... command) {
    CommandRun run = new CommandRun(Duration.ofMillis(1));
    String[] words = Arrays.copyOf(command, command.length + 1);
    words[command.length] = "--help";
    assertThat(run.execute(words)).isZero();
    return run.out();
  }

  private static Map<String, Row> rows() {
    String page = Pages.read(Path.of("docs/operations.md"));
    return page.substring(page.indexOf(EVERY_COMMAND))
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> Row.of(Arrays.stream(line.split("\\|", -1)).map(String::strip).toList()))
        .collect(Collectors.toMap(Row::command, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  private static List<String> codesIn(String text) {
    return List.copyOf(
        CODE.matcher(text)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
