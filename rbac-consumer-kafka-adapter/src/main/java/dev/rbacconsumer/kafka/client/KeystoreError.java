package dev.rbacconsumer.kafka.client;

import java.nio.file.FileSystemException;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/** Explains why the client could not use the configured certificates and keys for TLS. */
final class KeystoreError {
  private static final Pattern FILE =
      Pattern.compile("Failed to load (PEM )?SSL keystore (.*?)(?: of type (\\S+))?");

  private final KafkaClientSettings settings;
  private final List<Throwable> chain;
  private final ClientSecretRedactor secrets;

  /**
   * @param chain the exception, followed by its causes
   */
  KeystoreError(KafkaClientSettings settings, List<Throwable> chain, ClientSecretRedactor secrets) {
    this.settings = settings;
    this.chain = chain;
    this.secrets = secrets;
  }

  /** Returns a sentence that names the property; empty if the error has another cause. */
  Optional<String> sentence() {
    return file().or(this::keyPassword).or(this::pemText);
  }

  private Optional<String> file() {
    return chain.stream()
        .map(it -> FILE.matcher(String.valueOf(it.getMessage())))
        .filter(Matcher::matches)
        .findFirst()
        .map(it -> file(it.group(2), it.group(1) == null ? it.group(3) : "PEM"));
  }

  private String file(String path, String type) {
    String store =
        path.equals(settings.more().get("ssl.keystore.location"))
            ? "kafka.ssl.keystore."
            : "kafka.ssl.truststore.";
    if (has(UnrecoverableKeyException.class)) {
      return "%spassword: want the password of %s, got another one".formatted(store, path);
    }
    if (has(KeyStoreException.class)) {
      return "%stype: want a type that this Java knows, such as PKCS12, JKS or PEM, got \"%s\""
          .formatted(store, type);
    }
    if (has(FileSystemException.class) || root().equals("Is a directory")) {
      return "%slocation: want a file that can be read, got \"%s\"".formatted(store, path);
    }
    String why = type.equals("PEM") ? ": " + root() : "";
    return "%slocation: want a file of the type %s, or the right one in %stype, got \"%s\"%s"
        .formatted(store, type, store, path, why);
  }

  private Optional<String> keyPassword() {
    return has(UnrecoverableKeyException.class)
        ? Optional.of(
            "kafka.ssl.key.password: want the password of the key in "
                + settings.more().get("ssl.keystore.location")
                + ", got another one")
        : Optional.empty();
  }

  private Optional<String> pemText() {
    if (!has(InvalidConfigurationException.class)) {
      return Optional.empty();
    }
    boolean own =
        chain.stream()
            .map(it -> String.valueOf(it.getMessage()))
            .anyMatch(it -> it.matches(".*(PEM keystore|private key|[Kk]ey store).*"));
    String names =
        settings.more().keySet().stream()
            .filter(it -> it.startsWith(own ? "ssl.key" : "ssl.truststore"))
            .sorted()
            .map(it -> "kafka." + it)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names + ": want what belongs together, got something else: " + root());
  }

  private boolean has(Class<? extends Exception> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private String root() {
    Throwable root = chain.get(chain.size() - 1);
    return secrets.hide(String.valueOf(root.getMessage()));
  }
}
