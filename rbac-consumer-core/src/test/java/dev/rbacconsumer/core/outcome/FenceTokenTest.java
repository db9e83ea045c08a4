package dev.rbacconsumer.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rbacconsumer.core.tuple.StoreRules;
import org.junit.jupiter.api.Test;

final class FenceTokenTest {
  @Test
  void theTokenIsNotShown() {
    assertThat(new FenceToken("group/0", "hush")).hasToString("fence of group/0");
  }

  @Test
  void noFenceDiffersFromEveryTokenOfAStore() {
    FenceToken none = FenceToken.unfenced("group/0");

    assertThat(none.isFenced()).isFalse();
    assertThat(StoreRules.isId(none.token())).isFalse();
    assertThat(none).hasToString("no fence of group/0");
    assertThat(new FenceToken("group/0", "t").isFenced()).isTrue();
  }

  @Test
  void halfATokenIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FenceToken("", "t"));
    assertThatIllegalArgumentException().isThrownBy(() -> new FenceToken("group/0", ""));
  }
}
