package dev.rbacconsumer.launcher.actions.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests actions from one consumer. It never uses a proxy. */
public final class ActionClient {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int INTERNAL_ERROR = 500;

  /** Longest time for an action; the consumer answers a little earlier. */
  private static final Duration ACTION_TIMEOUT = Duration.ofSeconds(40);

  /** The same for one that applies a record, and may read the dead-letter topic and the log. */
  private static final Duration APPLY_TIMEOUT = Duration.ofMinutes(3);

  private final URI admin;
  private final Duration timeout;
  private final Optional<String> token;

  private ActionClient(URI admin, Duration timeout, Optional<String> token) {
    this.admin = admin;
    this.timeout = timeout;
    this.token = token;
  }

  /**
   * Returns a client for a consumer.
   *
   * @param url address of the port for metrics, or of the one for actions; the result is empty if
   *     it is neither
   * @param timeout longest wait for a connection, and for an answer that needs no action
   * @param token token of operators; empty if the consumer needs none
   */
  public static Optional<ActionClient> at(String url, Duration timeout, Optional<String> token) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))
          ? Optional.empty()
          : Optional.of(new ActionClient(uri, timeout, token));
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  /** Asks for the first record of a partition that is not applied. */
  public ActionAnswer head(Optional<String> topic, int partition) {
    String query = "?partition=" + partition + topic.map(it -> "&topic=" + encoded(it)).orElse("");
    return atActions(base -> exchange(base.resolve("/head" + query), null, timeout, true));
  }

  /**
   * Requests an action.
   *
   * @param body the request as a JSON object
   */
  public ActionAnswer act(String body) {
    return atActions(
        base -> exchange(base.resolve(AdminPaths.ACTIONS), body, ACTION_TIMEOUT, true));
  }

  /**
   * Requests an action that applies a dead letter or a parked record, in as many parts as it takes.
   *
   * @param body the request as a JSON object
   */
  public ActionAnswer apply(String body) {
    return atActions(base -> exchange(base.resolve(AdminPaths.ACTIONS), body, APPLY_TIMEOUT, true));
  }

  /** One exchange with the listener of actions. */
  private interface Exchange {
    ActionAnswer at(URI base);
  }

  /**
   * Exchanges something with the listener of actions. Only its port is taken from the answer of the
   * other port: the host is the one that the operator named, and the token goes to no other.
   */
  private ActionAnswer atActions(Exchange exchange) {
    ActionAnswer where = exchange(admin.resolve(AdminPaths.ACTIONS), null, timeout, false);
    if (!(where instanceof ActionAnswer.Given given)) {
      return where;
    }
    Optional<URI> listener = listener(given.tree().get("url").text());
    if (listener.isEmpty()) {
      return new ActionAnswer.NotGiven(
          "the consumer at %s serves no actions: it is a dry run, is switched off, or has"
                  .formatted(admin)
              + " RBAC_KAFKA_CONSUMER_ACTIONS_PORT=off");
    }
    if (isLoopback(listener.get()) && !isLoopback(admin)) {
      return new ActionAnswer.NotGiven(
          "the consumer at %s serves actions only to its own machine or pod: act there, as with"
                  .formatted(admin)
              + " kubectl exec, or set RBAC_KAFKA_CONSUMER_ACTIONS_BIND and"
              + " RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE");
    }
    return exchange.at(
        URI.create(
            "%s://%s:%d".formatted(admin.getScheme(), admin.getHost(), listener.get().getPort())));
  }

  private static Optional<URI> listener(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() == null || uri.getPort() < 1 ? Optional.empty() : Optional.of(uri);
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  private ActionAnswer exchange(
      URI address, @Nullable String body, Duration atMost, boolean withToken) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(atMost.toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      token
          .filter(it -> withToken)
          .ifPresent(it -> connection.setRequestProperty("Authorization", "Bearer " + it));
      try {
        if (body != null) {
          send(connection, body);
        }
        return answer(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException failed) {
      return ActionAnswer.NotGiven.yet(
          "nothing answers at %s (%s)%s"
              .formatted(
                  address,
                  why(failed, atMost),
                  body == null
                      ? ". Is this the machine or the pod of a consumer that runs? --url gives"
                          + " another address"
                      : "; whether the action is in effect is unknown: see rbac-consumer status"));
    }
  }

  private static void send(HttpURLConnection connection, String body) throws IOException {
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
  }

  private static ActionAnswer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    String text = text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    JsonTree tree = parsed(text);
    boolean isOurs =
        status == OK || status == ACCEPTED || status == CONFLICT || status == NOT_FOUND;
    if (tree != null && isOurs) {
      return new ActionAnswer.Given(status == OK, text, tree);
    }
    return new ActionAnswer.NotGiven(
        "%s answers %d: %s"
            .formatted(
                connection.getURL(),
                status,
                tree == null
                    ? SafeText.sentence(text)
                    : SafeText.sentence(tree.get("message").text())),
        status == NOT_FOUND,
        status == TOO_MANY || status >= INTERNAL_ERROR);
  }

  private static String text(@Nullable InputStream body) throws IOException {
    return body == null ? "" : new String(body.readNBytes(MOST_BYTES), UTF_8).strip();
  }

  private static @Nullable JsonTree parsed(String text) {
    try {
      JsonTree tree = JsonTree.parse(text);
      return tree.isObject() ? tree : null;
    } catch (IOException broken) {
      return null;
    }
  }

  private static boolean isLoopback(URI uri) {
    try {
      return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String why(IOException failed, Duration atMost) {
    return failed instanceof SocketTimeoutException
        ? "no answer within " + atMost.toSeconds() + " s"
        : SafeText.field(String.valueOf(failed.getMessage()));
  }
}
