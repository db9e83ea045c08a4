package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Exact values of hashes. A digest is kept in commits, where an instance of another version reads
 * it. The values were computed with another implementation of SHA-256.
 */
class PersistedHashesTest {
  private static final TupleChange CHANGE =
      TupleChange.net(
          List.of(RelationTuple.parse("rbac/group:a#t_member@rbac/principal:ann")),
          List.of(RelationTuple.parse("rbac/group:a#t_member@rbac/group:b#member")));

  @Test
  void theDigestOfAChangeIsOfTheFenceAndOfBothListsWithTheirSizes() {
    assertThat(ChangeDigest.of(CHANGE, new FenceToken("lock", "token")))
        .isEqualTo("489e2b621547b7690ad026e255f90149");
  }

  @Test
  void theFingerprintOfAnEventIsOfItsIdAndOfThePayload() {
    EventMetadata metadata =
        new EventMetadata(
            "id", "create_group", "type", "stage", "o1", "Workspace", "w1", "n1", Instant.EPOCH);

    EventFingerprint event =
        EventFingerprint.of(new RelationsEvent(metadata, CHANGE, 0, false), new Sha256())
            .orElseThrow();

    assertThat(event.id()).isEqualTo(new Hash128(0x7cce59655fdedc30L, 0x655110e277fcbff5L));
    assertThat(event.content()).isEqualTo(new Hash128(0xa2b73fb1c8762b78L, 0x664748232a55d7a1L));
  }
}
