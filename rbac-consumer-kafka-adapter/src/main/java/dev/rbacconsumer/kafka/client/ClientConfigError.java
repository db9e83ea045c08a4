package dev.rbacconsumer.kafka.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Explains why a client could not be created, in a sentence that names the property to correct. The
 * client's own exception names it, if at all, several causes down, and may quote a login.
 */
public final class ClientConfigError {
  private static final String LOGIN = "sasl.jaas.config";
  private static final Pattern INVALID_VALUE =
      Pattern.compile("Invalid value .*? for configuration ([a-z.]+)(?:: (.*))?", Pattern.DOTALL);

  /** HTTP status codes of a refusal that a retry does not change. */
  private static final Pattern REFUSED = Pattern.compile("response code 40[0134]\\b");

  /**
   * Class names in front of the client's message; the package is of no use in a sentence for
   * operators.
   */
  private static final Pattern THROWN_BY = Pattern.compile("(?:[a-z0-9]+\\.)+[A-Z]\\w*: ");

  /** Kafka's messages about a login that it cannot read, each with a description of the fault. */
  private static final Map<String, String> BAD_LOGINS =
      Map.of(
          "control flag", "one without \"required\" behind the module",
          "not terminated by semi-colon", "one without a semicolon at its end",
          "Value not specified", "one with an option that has no value",
          "login modules, should be 1", "one with several modules",
          "No LoginModule found", "one with a module that is not on the class path",
          "Could not find a", "none");

  private final KafkaClientSettings settings;
  private final RuntimeException thrown;
  private final List<Throwable> chain = new ArrayList<>();
  private final ClientSecretRedactor secrets;

  private ClientConfigError(KafkaClientSettings settings, RuntimeException thrown) {
    this.settings = settings;
    this.thrown = thrown;
    this.secrets = new ClientSecretRedactor(settings.more());
    for (Throwable it = thrown; it != null && !chain.contains(it); it = it.getCause()) {
      chain.add(it);
    }
  }

  /**
   * Returns the client that {@code maker} creates.
   *
   * @throws KafkaClientException in place of any exception that {@code maker} throws
   */
  public static <T> T explaining(KafkaClientSettings settings, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (RuntimeException thrown) {
      throw new ClientConfigError(settings, thrown).explanation();
    }
  }

  private KafkaClientException explanation() {
    return address()
        .or(this::url)
        .or(this::login)
        .or(() -> new KeystoreError(settings, chain, secrets).sentence().map(this::permanent))
        .or(this::value)
        .or(this::reference)
        .orElseGet(this::anythingElse);
  }

  private Optional<KafkaClientException> address() {
    return saying("No resolvable bootstrap urls")
        .map(
            it ->
                KafkaClientException.passing(
                    "KAFKA_SERVERS: want names that have an address, got "
                        + settings.bootstrapServers()
                        + "; correct them, or see why they cannot be looked up (DNS)",
                    thrown));
  }

  /** Explains a URL that the JVM does not allow: Kafka opens only URLs on an allow list. */
  private Optional<KafkaClientException> url() {
    return saying("org.apache.kafka.sasl.oauthbearer.allowed.urls")
        .map(INVALID_VALUE::matcher)
        .filter(Matcher::find)
        .map(Matcher::toMatchResult)
        .map(
            it ->
                permanent(
                    ("kafka.%s: want -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=%s among the"
                            + " options of the virtual machine (JAVA_TOOL_OPTIONS), got another"
                            + " value or none")
                        .formatted(it.group(1), settings.more().get(it.group(1)))));
  }

  private Optional<KafkaClientException> login() {
    boolean unreadable = saying("JAAS").isPresent() || saying("No LoginModule found").isPresent();
    if (unreadable) {
      String got =
          BAD_LOGINS.entrySet().stream()
              .filter(it -> saying(it.getKey()).isPresent())
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("one that cannot be read");
      // Without the cause: it may quote a part of the password.
      return Optional.of(
          KafkaClientException.permanent(
              "kafka.%s: want a login such as '<module> required name=\"value\";', got %s"
                  .formatted(LOGIN, got),
              null));
    }
    return chain.stream().filter(LoginException.class::isInstance).findFirst().map(this::noLogin);
  }

  /**
   * Explains a failed login, without the cause: it may quote the request to an identity provider.
   */
  private KafkaClientException noLogin(Throwable said) {
    String sentence =
        "logging in: %s; check the properties kafka.sasl.*, and that what they name can be reached"
            .formatted(text(said));
    return REFUSED.matcher(sentence).find()
        ? KafkaClientException.permanent(sentence, null)
        : KafkaClientException.passing(sentence, null);
  }

  /** Explains a rejected value. Without the value itself: it may come from a secret store. */
  private Optional<KafkaClientException> value() {
    return saying("for configuration ")
        .map(INVALID_VALUE::matcher)
        .filter(Matcher::find)
        .map(
            it ->
                permanent(
                    "kafka.%s: want a value that the client takes, got another one%s"
                        .formatted(
                            it.group(1),
                            it.group(2) == null ? "" : ": " + secrets.hide(it.group(2)))));
  }

  private Optional<KafkaClientException> reference() {
    List<String> references =
        settings.more().entrySet().stream()
            .filter(it -> it.getValue().contains("${"))
            .map(it -> "kafka." + it.getKey())
            .sorted()
            .toList();
    boolean followed =
        chain.get(0) instanceof ConfigException || chain.get(0) instanceof ClassCastException;
    return references.isEmpty() || !followed
        ? Optional.empty()
        : Optional.of(
            permanent(
                "%s: want a reference that can be followed, got one that cannot: %s"
                    .formatted(String.join(", ", references), text(root()))));
  }

  private KafkaClientException anythingElse() {
    String names =
        new TreeSet<>(settings.more().keySet())
            .stream().map(it -> "kafka." + it).collect(Collectors.joining(", "));
    return permanent(
        "the Kafka client cannot be made: %s; check the properties it is given: %s"
            .formatted(text(root()), names));
  }

  private KafkaClientException permanent(String sentence) {
    return KafkaClientException.permanent(sentence, thrown);
  }

  private Optional<String> saying(String words) {
    return chain.stream()
        .map(it -> String.valueOf(it.getMessage()))
        .filter(it -> it.contains(words))
        .findFirst();
  }

  private Throwable root() {
    return chain.get(chain.size() - 1);
  }

  private String text(Throwable said) {
    String message = said.getMessage();
    if (said instanceof ClassNotFoundException) {
      return "there is no class " + message;
    }
    return message == null
        ? said.getClass().getSimpleName()
        : secrets.hide(THROWN_BY.matcher(message).replaceAll(""));
  }
}
