package dev.rbacconsumer.relations.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTokensTest {
  @TempDir private Path directory;
  private Path file;
  private long now;
  private FileTokens tokens;

  @BeforeEach
  void open() {
    file = directory.resolve("token");
    tokens = new FileTokens(file, () -> now);
  }

  @Test
  void theTokenIsWhatTheFileHoldsWithoutBlanksAround() throws Exception {
    write("  first\n");

    assertThat(tokens.token().get()).isEqualTo("first");
  }

  @Test
  void aNewTokenIsFoundASecondLater() throws Exception {
    write("first");
    ask();
    write("second");

    now += TimeUnit.SECONDS.toNanos(1) - 1;
    assertThat(tokens.token().get()).isEqualTo("first");
    now += 1;
    assertThat(tokens.token().get()).isEqualTo("second");
  }

  @Test
  void aRefusedTokenHasTheFileReadAtOnce() throws Exception {
    write("first");
    ask();
    write("second");

    assertThat(tokens.insteadOf("first").get()).isEqualTo("second");
  }

  @Test
  void theLastTokenStaysWhileTheFileIsGoneOrEmptyOrGarbage() throws Exception {
    write("first");
    ask();

    write("");
    assertThat(tokens.insteadOf("first").get()).isEqualTo("first");
    write("two words");
    assertThat(tokens.insteadOf("first").get()).isEqualTo("first");
    Files.delete(file);
    assertThat(tokens.insteadOf("first").get()).isEqualTo("first");
  }

  @Test
  void withoutAnyTokenYetThereIsNone() throws Exception {
    assertThatThrownBy(() -> tokens.token().get())
        .cause()
        .isInstanceOfSatisfying(
            TokenUnavailableException.class,
            it -> assertThat(it.reason()).isEqualTo("token_file_unreadable"))
        .hasMessageEndingWith("token: no such file");
    write("a secret with blanks");
    assertThatThrownBy(() -> tokens.insteadOf("").get())
        .hasMessageEndingWith("what it holds is no token")
        .hasMessageNotContaining("secret");
  }

  private void ask() {
    assertThat(tokens.token()).isNotNull();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }
}
