package dev.rbacconsumer.launcher.actions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The token in a file, which every request to act has to carry. The file is read each time, so that
 * it can be replaced at any time. Thread-safe.
 */
final class SecretToken {
  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 1024;
  private static final String SCHEME = "Bearer ";

  private final Path file;

  SecretToken(Path file) {
    this.file = file;
  }

  /**
   * Returns whether an Authorization header carries the token. The time that this takes does not
   * depend on how much of it is right.
   *
   * @throws IOException if there is no usable token in the file
   */
  boolean isIn(String authorization) throws IOException {
    byte[] wanted = read();
    String given =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? authorization.substring(SCHEME.length()).strip()
            : "";
    return MessageDigest.isEqual(sha256(wanted), sha256(given.getBytes(UTF_8)));
  }

  private byte[] read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(2 * MAX_LENGTH);
    }
    String text = new String(bytes, UTF_8).strip();
    boolean isVisible = text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || !isVisible) {
      throw new IOException(
          "want %d to %d visible characters in %s".formatted(MIN_LENGTH, MAX_LENGTH, file));
    }
    return text.getBytes(UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
