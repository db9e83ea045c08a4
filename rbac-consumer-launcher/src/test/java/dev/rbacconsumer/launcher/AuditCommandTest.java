package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.launcher.actions.AuditFile;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit} with a file; {@code StuckPartitionIT} also reads a topic. */
final class AuditCommandTest {
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Instant NOW = new ManualClock().now();

  @TempDir private Path directory;
  private final CommandRun run = new CommandRun(Duration.ofMillis(300));
  private Path file = Path.of("unnamed");

  @BeforeEach
  void setFile() {
    file = directory.resolve("audit.jsonl");
    run.environment().put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", file.toString());
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void actionsAndCopiesAreOneLineEachInTheOrderOfTheirTime() throws Exception {
    // Given
    keep(action("resume", 1, "bob", "done", NOW.minusSeconds(10)));
    keep(action("pause", 1, "ann", "refused", NOW.minusSeconds(30)));
    copy(NOW.minusSeconds(20));

    // When
    int code = run.execute("audit");

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(code).isZero();
    assertThat(run.lines())
        .map(line -> line.replaceFirst("^[0-9]\\S+Z", "TIME"))
        .containsExactly(
            "TIME                  ACTION         RECORD       BY   RESULT                     "
                + "REASON",
            "TIME  pause          outbox-1     ann  refused/code               because",
            "TIME  copy for skip  outbox-1@17  cat  rejected/invalid_argument  cannot be fixed",
            "TIME  resume         outbox-1     bob  done/code                  because");
    assertThat(run.lines().get(1)).startsWith(NOW.minusSeconds(30).toString());
  }

  @Test
  void jsonIsWhatWasStored() throws Exception {
    String stored = action("pause", 1, "ann", "done", NOW);
    keep(stored);
    copy(NOW.plusSeconds(1));

    assertThat(run.execute("audit", "--json")).isZero();
    assertThat(run.lines()).hasSize(2).first().isEqualTo(stored);
    assertThat(JsonTree.parse(run.lines().get(1)).get("value_base64").text()).isEqualTo("dg==");
  }

  @ParameterizedTest
  @CsvSource({
    "--partition 2, resume",
    "--action retry-now, retry-now",
    "--by bob, retry-now",
    "--result refused, pause",
    "--since 15s, resume",
    "--until 25s, pause",
    "--since 25s --until 15s, retry-now",
    "--last 1, resume",
  })
  void filtersSelectEntries(String words, String action) throws IOException {
    keep(action("pause", 1, "ann", "refused", NOW.minusSeconds(30)));
    keep(action("retry-now", 1, "bob", "done", NOW.minusSeconds(20)));
    keep(action("resume", 2, "ann", "done", NOW.minusSeconds(10)));

    assertThat(run.execute(("audit --json " + words).split(" "))).isZero();
    assertThat(run.lines())
        .singleElement()
        .satisfies(line -> assertThat(JsonTree.parse(line).get("action").text()).isEqualTo(action));
  }

  @Test
  void timesOfFiltersAreInclusive() throws IOException {
    keep(action("pause", 1, "ann", "done", NOW));

    assertThat(run.execute("audit", "--json", "--since", NOW.toString(), "--until", NOW + ""))
        .isZero();
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void whatIsLeftOutIsNamed() throws IOException {
    keep(action("pause", 1, "ann", "done", NOW));
    keep(action("resume", 1, "ann", "done", NOW.plusSeconds(1)));

    assertThat(run.execute("audit", "--last", "1")).isZero();
    assertThat(run.lines()).last().isEqualTo("Only the last 1 are shown: --last shows more.");
    run.clear();
    assertThat(run.execute("audit", "--by", "zoe")).isZero();
    assertThat(run.lines()).containsExactly("No entry matches, of 2.");
  }

  @Test
  void linesThatAreNoEntriesAreCountedAndNamed() throws IOException {
    // Given
    List<String> broken =
        List.of(
            "{\"half",
            "{}",
            "[1]",
            "{\"kind\":\"action\",\"at\":\"yesterday\"}",
            "{\"kind\":\"action\",\"at\":\"2026-01-01T00:00:00Z\"}{}",
            "\u001b[31m");
    broken.forEach(this::append);
    keep(action("pause", 1, "ann", "done", NOW));

    // When
    int code = run.execute("audit");

    // Then
    assertThat(code).isZero();
    assertThat(run.lines()).hasSize(2).last().asString().contains("pause");
    assertThat(run.err())
        .contains("audit: 6 lines or records are no entries of an audit trail")
        .contains("  audit.jsonl line 1: not JSON", "  audit.jsonl line 2: it has no kind")
        .contains("  audit.jsonl line 4: it has no time", "  and 1 more")
        .doesNotContain("\u001b");
  }

  @Test
  void textFromOutsideIsShownSafely() throws IOException {
    append(
        """
        {"kind":"action\u202e","at":"2026-01-01T00:00:00Z","action":"pa\\u001b[2Juse","topic":\
        "\u0085","partition":1,"by":"\\u0007",\
        "result":"\\nx","code":"\u2028","reason":"\\u202e"}""");

    assertThat(run.execute("audit")).isZero();
    assertThat(run.execute("audit", "--json")).isZero();

    assertThat(run.out().chars())
        .noneMatch(
            it ->
                (it != '\n' && Character.isISOControl(it))
                    || Character.getType(it) == Character.FORMAT
                    || Character.getType(it) == Character.LINE_SEPARATOR);
    String json = run.lines().get(2);
    assertThat(JsonTree.parse(json).get("code").value()).isEqualTo("\u2028");
  }

  @Test
  void sameEntryCountsOnce() throws IOException {
    keep(action("pause", 1, "ann", "done", NOW));
    keep(action("pause", 1, "ann", "done", NOW));

    assertThat(run.execute("audit", "--json")).isZero();
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void withoutTopicAndFileItEndsWithTwoAndNamesBoth() {
    run.environment().clear();

    assertThat(run.execute("audit")).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "rbac-consumer audit: there is no audit trail: set RBAC_KAFKA_CONSUMER_AUDIT_TOPIC or"
                + " RBAC_KAFKA_CONSUMER_AUDIT_FILE, or name a file with --file\n");
  }

  @Test
  void fileThatIsNamedBeatsTheSetting() throws IOException {
    keep(action("pause", 1, "ann", "done", NOW));
    Path copy = Files.move(file, directory.resolve("copy"));

    assertThat(run.execute("audit", "--json", "--file", copy.toString())).isZero();
    assertThat(run.lines()).hasSize(1);
  }

  @Test
  void fileThatIsMissingEndsWithOne() {
    assertThat(run.execute("audit")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("rbac-consumer audit: cannot read " + file + ": there is no such file\n");
  }

  @Test
  void fileIsShownEvenIfKafkaCannotBeReached() throws IOException {
    keep(action("pause", 1, "ann", "done", NOW));
    run.environment().put("RBAC_KAFKA_CONSUMER_AUDIT_TOPIC", "audit");
    run.environment().put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    run.environment().put("KAFKA_SERVERS", "127.0.0.1:1");

    assertThat(run.execute("audit", "--json")).isEqualTo(1);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.err()).startsWith("rbac-consumer audit: ").contains("127.0.0.1:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--last 0, --last: want 1 to 100000, got 0",
        "--partition -1, --partition: want 0 or more, got -1",
        "--since noon, --since: want a time such as 2026-01-31T12:00:00Z or a duration",
        "--result don, the nearest is done",
        "--resultt done, Unknown option",
      })
  void wrongArgumentsEndWithTwo(String row) {
    String[] parts = row.split(", ", 2);

    assertThat(run.execute(("audit " + parts[0]).split(" "))).isEqualTo(2);
    assertThat(run.err()).contains(parts[1]).endsWith("Try --help.\n");
  }

  @Test
  void helpNamesOptionsAndExitCodes() {
    assertThat(run.execute("audit", "--help")).isZero();
    assertThat(run.out())
        .contains("--file=PATH", "--since=TIME", "--until=TIME", "--partition=P")
        .contains("--action=ACTION", "--by=NAME", "--result=RESULT", "--last=N", "--json")
        .contains("Ends with 0");
  }

  private void keep(String json) {
    new AuditFile(file).keep(P1, json);
  }

  private void append(String line) {
    try {
      boolean isNew = !Files.exists(file);
      Files.writeString(
          file, line + "\n", UTF_8, isNew ? StandardOpenOption.CREATE : StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private void copy(Instant at) throws InterruptedException {
    SourceRecord record =
        new SourceRecord(P1, new Offset(17), 0, null, "v".getBytes(UTF_8), List.of());
    DeadLetter letter =
        new DeadLetter(
            record,
            new Failure(FailureClass.REJECTED, "invalid_argument", "no such type"),
            at,
            Optional.of(
                new ActionRequest(
                    P1,
                    new OperatorAction.SetAside(record.offset(), RecordDigest.of(record), false),
                    "cat",
                    "cannot be fixed",
                    at)));
    assertThat(new AuditFile(file).keep(letter, Duration.ofSeconds(10))).isEmpty();
  }

  private static String action(String action, int partition, String by, String result, Instant at) {
    return """
        {"kind":"action","at":"%s","action":"%s","topic":"outbox","partition":%d,"offset":null,\
        "by":"%s","reason":"because","result":"%s","code":"code"}"""
        .formatted(at, action, partition, by, result);
  }
}
