package dev.rbacconsumer.relations.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrubbedTextTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(ScrubbedText.of("group:eng#member é ✓", "")).isEqualTo("group:eng#member é ✓");
  }

  @Test
  void whatCouldForgeALineIsReplaced() {
    assertThat(ScrubbedText.of("a\nb\rc\u001b[2Jd\u2028e\u202ef\ud83d", ""))
        .isEqualTo("a\\nb\\rc\\u001b[2Jd\\u2028e\\u202ef\\ud83d");
  }

  @Test
  void theSecretIsReplacedWhereverItStands() {
    assertThat(ScrubbedText.of("s3cret, again s3cret", "s3cret"))
        .isEqualTo("[token], again [token]");
  }

  @Test
  void aTextTooLongIsCutAndSaysSo() {
    String safe = ScrubbedText.of("x".repeat(5000), "");

    assertThat(safe).hasSize(ScrubbedText.MAX_LENGTH + 1).endsWith("x…");
  }

  @Test
  void theCutLeavesNoHalfOfTheSecret() {
    String secret = "0123456789";
    String text = "x".repeat(ScrubbedText.MAX_LENGTH - 5) + secret + "y".repeat(100);

    assertThat(ScrubbedText.of(text, secret)).doesNotContain("01234");
  }
}
