package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hashes of texts. */
class Sha256Test {
  private final Sha256 sha256 = new Sha256();

  @Test
  void aHashIsTheFirstHalfOfSha256OfLengthAndText() {
    // printf '\0\0\0\3abc' | sha256sum
    assertThat(sha256.add("abc").finish())
        .isEqualTo(new Hash128(0xd04b72a650ce0f8cL, 0xe4963330a53ee283L));
  }

  @Test
  void textsThatAreDividedInAnotherWayHashDifferently() {
    Hash128 whole = sha256.add("ab").add("c").finish();

    assertThat(sha256.add("a").add("bc").finish()).isNotEqualTo(whole);
    assertThat(sha256.add("ab").add("c").finish()).isEqualTo(whole);
  }
}
