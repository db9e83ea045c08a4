package dev.rbacconsumer.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The lines about messages and partitions in {@code docs/logging.md} are those that are logged. */
class DocumentedLinesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""), "..", "docs", "logging.md");

  private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+) \\| `(.*?)` \\| .*");

  /** Lines of these tables that the launcher writes. */
  private static final List<String> OF_THE_LAUNCHER =
      List.of("WARN The stalled partition ends at ", "WARN Thread \"");

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.DEBUG);

  @Test
  void eachIsLoggedAtItsLevel() {
    List<String> logged = logged();

    assertThat(documented())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            row ->
                assertThat(logged).as(row).anyMatch(line -> pattern(row).matcher(line).matches()));
  }

  @Test
  void thereAreNoOthers() {
    List<Pattern> patterns = documented().stream().map(DocumentedLinesTest::pattern).toList();

    assertThat(logged())
        .allSatisfy(
            line -> assertThat(patterns).as(line).anyMatch(it -> it.matcher(line).matches()));
  }

  private List<String> logged() {
    DeliveryLog log = new DeliveryLog(lines, clock, OptionalInt.empty());
    SampleEvents.all().forEach(it -> log.on(it.event()));
    others().forEach(log::on);
    log.flush();
    EventMetadata event = SampleEvents.relations("a-1", "create_group").metadata();
    new LoggedTokens(lines).written(event, new ConsistencyToken("t"), Duration.ZERO);
    List<String> logged = new ArrayList<>(lines.take());
    logged.addAll(summaries());
    return logged;
  }

  /** Events that have another line than those of their kind. */
  private static List<DeliveryEvent> others() {
    Decoding.Relations plain = (Decoding.Relations) SampleEvents.relations("a-1", "create_group");
    Decoding expanded =
        new Decoding.Relations(
            new RelationsEvent(plain.event().metadata(), plain.event().change(), 0, true));
    return List.of(
        new RecordEvent.Decoded(SampleEvents.RECORD, expanded),
        new RecordEvent.Skipped(SampleEvents.RECORD, SampleEvents.MALFORMED),
        new RecordEvent.DeadLettered(SampleEvents.RECORD, SampleEvents.MALFORMED));
  }

  /** Lines in place of those of many messages. */
  private List<String> summaries() {
    CapturedLines rare = new CapturedLines(Level.INFO);
    DeliveryLog log = new DeliveryLog(rare, clock, OptionalInt.of(1));
    Decoding relations = SampleEvents.relations("a-1", "create_group");
    for (int i = 0; i < 3; i++) {
      log.on(new RecordEvent.Started(Records.at(0, i, "")));
      log.on(new RecordEvent.Applied(Records.at(0, i, ""), relations, 1, Duration.ZERO));
      log.on(
          new RecordEvent.Planned(
              Records.at(0, i, ""), relations, PlannedAction.APPLY, Optional.empty()));
    }
    log.flush();
    return rare.take();
  }

  /** Level and text of each row, of the tables about messages and partitions. */
  private static List<String> documented() {
    try (Stream<String> page = Files.lines(PAGE, UTF_8)) {
      return page.dropWhile(line -> !line.equals("## Lines"))
          .takeWhile(line -> !line.equals("The process:"))
          .map(ROW::matcher)
          .filter(row -> row.matches())
          .map(row -> row.group(1) + " " + row.group(2))
          .filter(row -> OF_THE_LAUNCHER.stream().noneMatch(row::startsWith))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** The row as a pattern, in which an ellipsis stands for any text. */
  private static Pattern pattern(String row) {
    return Pattern.compile(
        Arrays.stream(row.split("…+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
