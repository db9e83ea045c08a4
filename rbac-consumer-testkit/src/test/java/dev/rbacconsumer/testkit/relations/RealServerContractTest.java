package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contracts against a real server; see {@code docs/relations-api.md}. */
@EnabledIfEnvironmentVariable(
    named = RealServerContractTest.TARGET,
    matches = ".+",
    disabledReason = "NOTHING WAS COMPARED WITH A REAL SERVER: set RELATIONS_CONTRACT_TARGET")
class RealServerContractTest extends OverTheWireContract {
  static final String TARGET = "RELATIONS_CONTRACT_TARGET";
  static final String DIALECT = "RELATIONS_CONTRACT_DIALECT";

  /** Bearer token: a JWT, or with {@code spicedb} the pre-shared key. */
  static final String TOKEN = "RELATIONS_CONTRACT_TOKEN";

  @Override
  RemoteStore open() {
    String dialect = System.getenv().getOrDefault(DIALECT, "kessel-relations");
    return new RemoteStore(
        System.getenv().getOrDefault(TARGET, ""),
        RelationsDialect.valueOf(dialect.toUpperCase(Locale.ROOT).replace('-', '_')),
        System.getenv().getOrDefault(TOKEN, ""));
  }
}
