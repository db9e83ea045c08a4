package dev.rbacconsumer.relations.internal.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.relations.config.BearerToken;
import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the token from a file. While the file cannot be read, the last token is used, since the
 * file may be missing for a moment during a replacement.
 */
final class FileTokens implements TokenSource {
  private static final Logger log = LoggerFactory.getLogger(FileTokens.class);
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final LongSupplier nanos;
  private String token = "";
  private String fault = "not read yet";
  private long lookedAt;
  private boolean looked;

  /**
   * @param nanos monotonic clock
   */
  FileTokens(Path file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
  }

  @Override
  public synchronized CompletableFuture<String> token() {
    if (!looked || nanos.getAsLong() - lookedAt >= LOOK_AGAIN_NANOS) {
      check();
    }
    return token.isEmpty()
        ? CompletableFuture.failedFuture(
            new TokenUnavailableException(
                TokenUnavailableException.FILE_UNREADABLE,
                "no token in the file " + file + ": " + fault))
        : CompletableFuture.completedFuture(token);
  }

  @Override
  public synchronized CompletableFuture<String> insteadOf(String refused) {
    looked = false;
    return token();
  }

  private void check() {
    looked = true;
    lookedAt = nanos.getAsLong();
    String before = fault;
    fault = "";
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(BearerToken.MAX_LENGTH + 2), UTF_8).strip();
      if (BearerToken.isOne(text)) {
        token = text;
      } else {
        fault = text.isEmpty() ? "it is empty" : "what it holds is no token";
      }
    } catch (IOException unreadable) {
      // Without its message: only the exception's name is certain to hold no secret.
      fault =
          unreadable instanceof NoSuchFileException
              ? "no such file"
              : unreadable.getClass().getSimpleName();
    }
    if (!fault.isEmpty() && !fault.equals(before)) {
      log.warn(
          "Relations API: no token in the file {}: {}; {}",
          file,
          fault,
          token.isEmpty() ? "calls wait for one" : "the last one stays in use");
    }
  }

  @Override
  public String toString() {
    return "tokens of " + file;
  }
}
