package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RelationsSettingsTest {
  @Test
  void defaultsAreThose() {
    assertThat(RelationsSettings.forTarget("localhost:9000").build())
        .isEqualTo(
            new RelationsSettings(
                "localhost:9000",
                false,
                Duration.ofSeconds(10),
                16,
                1000,
                4_000_000,
                131_072,
                4_194_304,
                Duration.ofMinutes(6),
                Duration.ofSeconds(20),
                true,
                RelationsDialect.KESSEL_RELATIONS,
                StoreNames.KESSEL));
  }

  @Test
  void whatIsSetIsTaken() {
    RelationsSettings settings =
        RelationsSettings.forTarget("dns:///api:9000")
            .tls(true)
            .callDeadline(Duration.ofSeconds(3))
            .maxConcurrentDeletes(4)
            .maxTuplesPerWrite(500)
            .maxRequestBytes(1_000_000)
            .maxMetadataBytes(65_536)
            .maxResponseBytes(70_000)
            .keepAliveTime(Duration.ofMinutes(10))
            .keepAliveTimeout(Duration.ofSeconds(5))
            .removeStrayLockTokens(false)
            .dialect(RelationsDialect.SPICEDB)
            .names(new StoreNames(false, true))
            .build();

    assertThat(settings)
        .isEqualTo(
            new RelationsSettings(
                "dns:///api:9000",
                true,
                Duration.ofSeconds(3),
                4,
                500,
                1_000_000,
                65_536,
                70_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                false,
                RelationsDialect.SPICEDB,
                new StoreNames(false, true)));
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    refused("target", b -> RelationsSettings.forTarget(" "));
    refused("callDeadline", b -> b.callDeadline(Duration.ZERO));
    refused("maxConcurrentDeletes", b -> b.maxConcurrentDeletes(0));
    refused("maxTuplesPerWrite", b -> b.maxTuplesPerWrite(0));
    refused("maxRequestBytes", b -> b.maxRequestBytes(65_535));
    refused("maxRequestBytes", b -> b.maxRequestBytes(4_194_305));
    refused("maxMetadataBytes", b -> b.maxMetadataBytes(65_535));
    refused("maxResponseBytes", b -> b.maxResponseBytes(65_535));
    refused("keepAliveTime", b -> b.keepAliveTime(Duration.ofSeconds(9)));
    refused("keepAliveTimeout", b -> b.keepAliveTimeout(Duration.ZERO));
  }

  private static void refused(String name, UnaryOperator<RelationsSettings.Builder> change) {
    RelationsSettings.Builder builder = change.apply(RelationsSettings.forTarget("localhost:9000"));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(name + ": want ");
  }
}
