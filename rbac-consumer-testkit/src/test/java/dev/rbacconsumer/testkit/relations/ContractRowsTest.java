package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the contract on both sides: the server refuses as the real one does, and the client
 * concludes from exactly that answer what it should.
 */
class ContractRowsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  static Stream<ContractRow> rows() {
    return ContractRows.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theServerRefuses(ContractRow row) throws Exception {
    Refused refused = refusedBy(row);

    assertThat(refused.summary()).isEqualTo(row.summary());
    assertThat(refused.text()).contains(row.text());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theClientConcludes(ContractRow row) throws Exception {
    Refused refused = refusedBy(row);
    FenceToken fence = new FenceToken("group/0", "the-token");

    try (Replayer replayer = Replayer.of(refused.thrown());
        RelationsChannel channel =
            RelationsChannel.open(RelationsSettings.forTarget(replayer.target()).build())) {
      Outcome outcome =
          new GrpcRelationSink(channel)
              .apply(adding(tuple("group:eng#member@principal:ann")), fence, LONG);

      assertThat(conclusion(outcome)).isEqualTo(row.conclusion());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theDocumentationNamesIt(ContractRow row) throws Exception {
    String page = Files.readString(Path.of("..", "docs", "relations-api.md"));

    assertThat(page).contains("| " + row.name() + " | " + row.conclusion() + " |");
  }

  private static Refused refusedBy(ContractRow row) throws InterruptedException {
    try (RelationsServer server = row.setUp().apply(RelationsServer.builder()).start();
        WireClient client = new WireClient(server)) {
      row.given().accept(server);
      row.givenStore().prepare(StoreAccess.to(server.store()));
      return WireClient.refused(() -> row.call().make(client));
    }
  }

  private static String conclusion(Outcome outcome) {
    return outcome.match(
        applied -> "applied",
        later -> "later " + later.reason(),
        rejected -> "rejected " + rejected.reason(),
        lost -> "fence lost");
  }
}
