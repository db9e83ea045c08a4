package dev.rbacconsumer.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set for the quarantine, and what cannot. */
class QuarantineSettingsTest {
  @Test
  void aPartitionCanParkAsLittleAsOneRecordOfOneByte() {
    QuarantineSettings least = settings(Set.of(), 1, 1);

    assertThat(least.maxRecords()).isEqualTo(1);
    assertThat(least.maxBytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -1"})
  void aQuarantineThatCouldParkNothingIsNoSetting(int records, long bytes) {
    assertThatThrownBy(() -> settings(Set.of(), records, bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "quarantine: want limits of at least 1, got %d records, %d bytes"
                .formatted(records, bytes));
  }

  @Test
  void doesNotFollowTheRelationsItWasMadeOf() {
    Set<String> relations = new HashSet<>(Set.of("t_deny"));
    QuarantineSettings settings = settings(relations, 1, 1);

    relations.clear();

    assertThat(settings.serialRelations()).containsExactly("t_deny");
  }

  private static QuarantineSettings settings(Set<String> relations, int records, long bytes) {
    return new QuarantineSettings(true, relations, false, records, bytes);
  }
}
