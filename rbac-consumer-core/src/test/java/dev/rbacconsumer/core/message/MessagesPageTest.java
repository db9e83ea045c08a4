package dev.rbacconsumer.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/messages.md} says is what the decoder does. */
class MessagesPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([a-z]+) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*)\n```");

  private static String page = "";
  private static List<MatchResult> rows = List.of();

  @BeforeAll
  static void readThePage() throws Exception {
    page =
        Files.readString(Path.of(System.getProperty("basedir", "")).resolve("../docs/messages.md"));
    rows = ROW.matcher(page).results().toList();
  }

  @Test
  void theTableHasEveryCodeOnceInOrderAndNoOther() {
    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(
            Arrays.stream(ViolationCode.values()).map(ViolationCode::label).toList());
  }

  @ParameterizedTest
  @EnumSource
  void theClassInTheTableIsTheOneTheDecoderGives(FaultyMessage message) {
    String given =
        message
            .decoded()
            .match(
                relations -> "relations",
                workspace -> "workspace",
                custom -> "custom",
                tombstone -> "tombstone",
                malformed -> "malformed",
                invalid -> "invalid");

    assertThat(rows)
        .filteredOn(row -> row.group(1).equals(message.code.label()))
        .extracting(row -> row.group(2))
        .containsExactly(given);
  }

  @Test
  void noRowFollowsNothing() {
    assertThat(rows.get(0).group(4)).doesNotStartWith("As above");
    assertThat(rows).allSatisfy(row -> assertThat(row.group(4).strip()).endsWith("."));
  }

  @Test
  void theLimitsAreThoseOfTheSettings() {
    DecoderSettings limits = DecoderSettings.DEFAULT;

    assertThat(page)
        .contains(
            "| " + grouped(limits.maxMessageBytes()) + " | `message_too_large` |",
            "| " + grouped(limits.maxDepth()) + " | `nesting_too_deep` |",
            "| " + grouped(limits.maxNumberLength()) + " | `number_too_long` |",
            "| " + grouped(limits.maxStringLength()) + " | `string_too_long` |",
            "| " + grouped(limits.maxTuples()) + " | `too_many_tuples` |",
            "without a namespace it is `" + limits.defaultNamespace() + "`",
            "longer than " + StoreRules.MAX_ID_LENGTH + " characters");
    assertThat(ViolationCollector.MOST_KEPT).as("'up to five faults'").isEqualTo(5);
  }

  @Test
  void theExampleIsUnderstood() {
    String example =
        EXAMPLE.matcher(page).results().findFirst().map(found -> found.group(1)).orElseThrow();

    assertThat(Messages.verdict(Messages.decode(example)))
        .isEqualTo(
            "relations -[] +[rbac/workspace:0192-ws-1#t_parent@rbac/workspace:0192-ws-root]");
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
