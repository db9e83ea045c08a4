package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import io.grpc.StatusRuntimeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of the contract that SpiceDB's interface can express, against a real SpiceDB. */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isAnyGiven",
    disabledReason = RealSpiceDb.NO_SERVER)
class RowsConformanceTest {
  private final RealSpiceDb real = RealSpiceDb.any();
  private final StoreCalls calls = new StoreCalls(real.client());

  static Stream<ContractRow> contractRows() {
    return ContractRows.all().filter(ContractRow::isOfTheStore);
  }

  static Stream<DeleteFilterRowsTest.Row> filterRows() {
    return DeleteFilterRowsTest.rows()
        .filter(row -> !row.name().endsWith("namespace without type"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contractRows")
  void theRealServerRefuses(ContractRow row) throws Exception {
    real.reset();
    Refused refused;
    try (RemoteStore store = new RemoteStore(real)) {
      row.givenStore().prepare(store);
      refused = WireClient.refused(() -> row.storeCall().make(calls));
    }

    assertThat(refused.summary()).isEqualTo(row.summary());
    assertThat(refused.text()).contains(row.text().replaceFirst(".* desc = ", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filterRows")
  void theRealServerTakesAwayWhatMatches(DeleteFilterRowsTest.Row row) {
    real.reset();
    real.write(DeleteFilterRowsTest.POPULATION);
    String refused = "";
    try {
      calls.delete(row.gap().apply(DeleteFilterRowsTest.exact()));
    } catch (StatusRuntimeException refusal) {
      refused = refusal.getStatus().getCode().name();
    }

    assertThat(refused).isEqualTo(row.refused());
    assertThat(real.tuples())
        .containsExactlyInAnyOrderElementsOf(DeleteFilterRowsTest.without(row.removed()));
  }
}
