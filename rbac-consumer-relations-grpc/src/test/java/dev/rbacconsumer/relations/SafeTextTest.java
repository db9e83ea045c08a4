package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(SafeText.of("group:eng#member é ✓", "")).isEqualTo("group:eng#member é ✓");
  }

  @Test
  void whatCouldForgeALineIsReplaced() {
    assertThat(SafeText.of("a\nb\rc\u001b[2Jd\u2028e\u202ef\ud83d", ""))
        .isEqualTo("a?b?c?[2Jd?e?f?");
  }

  @Test
  void theSecretIsReplacedWhereverItStands() {
    assertThat(SafeText.of("s3cret, again s3cret", "s3cret")).isEqualTo("[token], again [token]");
  }

  @Test
  void aTextTooLongIsCutAndSaysSo() {
    String safe = SafeText.of("x".repeat(5000), "");

    assertThat(safe).hasSize(SafeText.MAX_LENGTH + 1).endsWith("x…");
  }

  @Test
  void theCutLeavesNoHalfOfTheSecret() {
    String secret = "0123456789";
    String text = "x".repeat(SafeText.MAX_LENGTH - 5) + secret + "y".repeat(100);

    assertThat(SafeText.of(text, secret)).doesNotContain("01234");
  }
}
