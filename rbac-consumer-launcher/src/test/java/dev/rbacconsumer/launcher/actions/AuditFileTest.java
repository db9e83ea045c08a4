package dev.rbacconsumer.launcher.actions;

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
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of actions and of records that operators set aside. */
final class AuditFileTest {
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void aRecordIsKeptWithAllThatIsNeededToApplyItLater() throws Exception {
    Path file = directory.resolve("audit.jsonl");
    SourceRecord record =
        new SourceRecord(
            P1,
            new Offset(17),
            1234,
            "key".getBytes(UTF_8),
            new byte[] {0, (byte) 0xff},
            List.of(RecordHeader.text("id", "7f")));

    assertThat(new AuditFile(file).keep(letter(record), TIMEOUT)).isEmpty();

    JsonTree line = JsonTree.parse(Files.readString(file).strip());
    assertThat(line.get("kind").text()).isEqualTo("record");
    assertThat(line.get("offset").text()).isEqualTo("17");
    assertThat(line.get("digest").text()).isEqualTo(RecordDigest.of(record));
    assertThat(line.get("action").text()).isEqualTo("skip");
    assertThat(line.get("by").text()).isEqualTo("ann");
    assertThat(Base64.getDecoder().decode(line.get("value_base64").text()))
        .containsExactly(0, 0xff);
    assertThat(line.get("headers").items().get(0).get("name").text()).isEqualTo("id");
  }

  @Test
  void aRecordIsNotTakenWhereItCannotBeWritten() throws Exception {
    AuditFile nowhere = new AuditFile(directory.resolve("no/such/directory/audit.jsonl"));
    SourceRecord record = new SourceRecord(P1, new Offset(17), 0, null, null, List.of());

    assertThat(nowhere.keep(letter(record), TIMEOUT))
        .hasValueSatisfying(
            problem -> assertThat(problem.message()).contains("no copy could be written to"));
    nowhere.keep(P1, "{}");
  }

  @Test
  void aLineThatAKilledProcessBeganDoesNotSpoilTheNext() throws IOException {
    Path file = directory.resolve("audit.jsonl");
    AuditFile audit = new AuditFile(file);
    audit.keep(P1, "{\"a\":1}");
    Files.writeString(file, "{\"half", StandardOpenOption.APPEND);

    audit.keep(P1, "{\"a\":2}");

    assertThat(Files.readAllLines(file)).contains("{\"a\":1}", "{\"half", "{\"a\":2}");
  }

  private static DeadLetter letter(SourceRecord record) {
    return new DeadLetter(
        record,
        new Failure(FailureClass.REJECTED, "invalid_argument", "no such type"),
        Instant.EPOCH,
        Optional.of(
            new ActionRequest(
                P1,
                new OperatorAction.SetAside(record.offset(), RecordDigest.of(record), false),
                "ann",
                "cannot be fixed",
                Instant.EPOCH)));
  }
}
