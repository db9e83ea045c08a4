package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.admin.HttpRequest;
import dev.rbacconsumer.launcher.admin.RequestCheck;
import dev.rbacconsumer.launcher.admin.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests to act that do not come from an operator: those without the token, from pages of
 * other sites, or too many. Each refusal is logged, without what the request carried. Thread-safe.
 */
public final class ActionGuard implements RequestCheck {
  private static final Logger log = LoggerFactory.getLogger(ActionGuard.class);
  private static final String BUSY = "Too many requests: wait a moment";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int UNSUPPORTED = 415;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private static final int REQUESTS_AT_ONCE = 20;
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);
  private static final int WRONG_TOKENS_AT_ONCE = 5;
  private static final Duration BETWEEN_WRONG_TOKENS = Duration.ofSeconds(10);
  private static final int LINES_AT_ONCE = 10;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(6);

  private final RequestCheck first;
  private final Optional<SecretToken> token;
  private final Set<String> open;
  private final RateLimit requests;
  private final RateLimit wrongTokens;
  private final RateLimit lines;

  /**
   * @param first check that comes first, of the names of this consumer and of pages of other sites
   * @param tokenFile file with the token; empty if only clients on this machine can connect
   * @param open paths that can be read without a token
   */
  public ActionGuard(RequestCheck first, Optional<Path> tokenFile, Set<String> open, Clock clock) {
    this.first = first;
    this.token = tokenFile.map(SecretToken::new);
    this.open = Set.copyOf(open);
    this.requests = new RateLimit(clock, REQUESTS_AT_ONCE, BETWEEN_REQUESTS);
    this.wrongTokens = new RateLimit(clock, WRONG_TOKENS_AT_ONCE, BETWEEN_WRONG_TOKENS);
    this.lines = new RateLimit(clock, LINES_AT_ONCE, BETWEEN_LINES);
  }

  @Override
  public Optional<Response> refusal(HttpRequest request, InetAddress client) {
    Optional<Response> refusal =
        first.refusal(request, client).or(() -> refusalToAct(request, client));
    refusal.ifPresent(it -> logged(request, client, it));
    return refusal;
  }

  private Optional<Response> refusalToAct(HttpRequest request, InetAddress client) {
    boolean reads = READING.contains(request.request().method());
    if (reads && open.contains(request.request().path())) {
      return Optional.empty();
    }
    return token
        .map(secret -> ofToken(secret, request))
        .orElseGet(() -> ofPlace(request, client))
        .or(() -> requests.tryTake() ? Optional.empty() : refused(TOO_MANY, BUSY))
        .or(() -> ofContent(request, reads));
  }

  private static Optional<Response> ofPlace(HttpRequest request, InetAddress client) {
    return client.isLoopbackAddress() && request.origin().isEmpty()
        ? Optional.empty()
        : refused(
            FORBIDDEN,
            "Only for clients on the machine of the consumer, or in its pod, and not for a"
                + " browser: set RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE to act from a page");
  }

  /** A right token is never refused because of wrong ones, or anyone could lock operators out. */
  private Optional<Response> ofToken(SecretToken secret, HttpRequest request) {
    try {
      if (secret.isIn(request.authorization())) {
        return Optional.empty();
      }
    } catch (IOException unreadable) {
      log.error(
          "Cannot read the token of actions, so every request to act is refused: {}",
          SafeText.sentence(String.valueOf(unreadable.getMessage())));
      return refused(UNAVAILABLE, "The token cannot be checked: see the log");
    }
    return wrongTokens.tryTake()
        ? Optional.of(
            Response.text(UNAUTHORIZED, "Want the token: Authorization: Bearer …")
                .with("WWW-Authenticate", "Bearer realm=\"rbac-consumer\""))
        : refused(TOO_MANY, BUSY);
  }

  /** A form of a page of another site cannot send this type, whatever else it forges. */
  private static Optional<Response> ofContent(HttpRequest request, boolean reads) {
    String type = request.contentType().toLowerCase(Locale.ROOT);
    boolean isJson = type.equals("application/json") || type.startsWith("application/json;");
    return reads || isJson
        ? Optional.empty()
        : refused(UNSUPPORTED, "Want a body of the type application/json");
  }

  private void logged(HttpRequest request, InetAddress client, Response refusal) {
    if (lines.tryTake()) {
      log.warn(
          "Refused a request to act (from: {}, {} {}): {}",
          client.getHostAddress(),
          SafeText.field(request.request().method()),
          SafeText.field(request.request().path()),
          SafeText.sentence(refusal.text().strip()));
    }
  }

  private static Optional<Response> refused(int status, String sentence) {
    return Optional.of(Response.text(status, sentence));
  }
}
