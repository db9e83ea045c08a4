package dev.rbacconsumer.relations.internal.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.relations.config.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a value that is made from files, and made again when their content changes. Unusable new
 * content causes one warning, and the earlier value stays: a file may be read half written, or
 * before its partner is replaced. Thread-safe.
 */
final class Reloading<T> {
  private static final Logger log = LoggerFactory.getLogger(Reloading.class);

  /** Creates a value from the contents of all files, in their order. */
  interface Maker<T> {
    T make(List<byte[]> contents) throws GeneralSecurityException, IOException;
  }

  private final String what;
  private final List<Path> files;
  private final Maker<T> maker;
  private T value;
  private byte[] lastSeen;

  private Reloading(String what, List<Path> files, Maker<T> maker, T value, byte[] lastSeen) {
    this.what = what;
    this.files = files;
    this.maker = maker;
    this.value = value;
    this.lastSeen = lastSeen;
  }

  /**
   * Reads the files for the first time.
   *
   * @param what words for the log, such as {@code trusted authorities}
   * @throws UnusableFileException if they cannot be used; the message names them
   */
  static <T> Reloading<T> of(String what, List<Path> files, Maker<T> maker) {
    try {
      List<byte[]> contents = read(files);
      return new Reloading<>(what, files, maker, maker.make(contents), digest(contents));
    } catch (IOException | GeneralSecurityException bad) {
      throw new UnusableFileException(what, files, explain(bad), bad);
    }
  }

  /** Returns the value of the last usable contents. */
  synchronized T current() {
    byte[] seen = null;
    try {
      List<byte[]> contents = read(files);
      seen = digest(contents);
      if (!Arrays.equals(seen, lastSeen)) {
        value = maker.make(contents);
        log.info("Relations API: read {} anew from {}", what, files);
      }
      lastSeen = seen;
    } catch (IOException | GeneralSecurityException bad) {
      warn(bad, seen);
    }
    return value;
  }

  private void warn(Exception bad, byte @Nullable [] seen) {
    byte[] mark = seen == null ? explain(bad).getBytes(UTF_8) : seen;
    if (!Arrays.equals(mark, lastSeen)) {
      lastSeen = mark;
      log.warn("Relations API: kept the {} read before; {}: {}", what, files, explain(bad));
    }
  }

  /** Explains an error, without the text of a cause that may quote the file's content. */
  private static String explain(Exception bad) {
    if (bad instanceof PemFiles.BadPemException pem) {
      return String.valueOf(pem.getMessage());
    }
    if (bad instanceof NoSuchFileException) {
      return "no such file";
    }
    if (bad instanceof AccessDeniedException) {
      return "permission denied";
    }
    return "Is a directory".equals(bad.getMessage())
        ? "it is a directory"
        : bad.getClass().getSimpleName();
  }

  private static List<byte[]> read(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>(files.size());
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }

  /**
   * Returns a digest, which is stored in place of the contents, since they may be a private key.
   */
  private static byte[] digest(List<byte[]> contents) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] content : contents) {
      digest.update(lengthOf(content));
      digest.update(content);
    }
    return digest.digest();
  }

  /**
   * Returns the length of a content: with it, content that moves from one file to the next changes
   * the digest.
   */
  private static byte[] lengthOf(byte[] content) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array();
  }
}
