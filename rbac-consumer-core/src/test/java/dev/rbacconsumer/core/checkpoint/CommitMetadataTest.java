package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMetadataTest {
  private static final CommitMetadata MARK =
      new CommitMetadata(new CommitPosition(7), 90, Optional.of("Zl-_3"));

  @Test
  void isReadAsItWasWritten() {
    CommitMetadata without = new CommitMetadata(new CommitPosition(7), 90, Optional.empty());

    assertThat(MARK.text()).isEqualTo("rbac-consumer/1 through=7 bytes=90 topic=Zl-_3");
    assertThat(read(MARK.text())).contains(MARK);
    assertThat(without.text()).isEqualTo("rbac-consumer/1 through=7 bytes=90");
    assertThat(read(without.text())).contains(without);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rbac-consumer/1 through=7 bytes=90 topic=Zl-_3 later=1",
        "rbac-consumer/1 through=7 bytes=90 later=1 topic=Zl-_3",
        "other text rbac-consumer/1 through=7 bytes=90 topic=Zl-_3\nmore"
      })
  void whatElseStandsThereIsPassedOver(String metadata) {
    assertThat(read(metadata).map(CommitMetadataTest::withoutOthers)).contains(MARK);
  }

  @Test
  void anIdentityThatNoOneCanHaveWrittenDoesNotTakeTheWindowWithIt() {
    String far = "x".repeat(65);

    assertThat(
            read("rbac-consumer/1 through=7 bytes=90 topic=" + far)
                .map(CommitMetadataTest::withoutOthers))
        .contains(new CommitMetadata(new CommitPosition(7), 90, Optional.empty()));
  }

  private static CommitMetadata withoutOthers(CommitMetadata found) {
    return found.with(found.seen(), found.replay(), found.removed(), OwnerNotes.NONE);
  }

  private static Optional<CommitMetadata> read(String metadata) {
    return CommitMetadata.of(new Commit(new CommitPosition(3), metadata));
  }
}
