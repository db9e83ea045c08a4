package dev.rbacconsumer.launcher.status.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries one consumer, each time over a new connection. It never uses a proxy. */
public final class StatusClient {
  /** Longest answer; it has room for some thousands of partitions. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;

  private final URI address;
  private final int timeoutMillis;

  private StatusClient(URI address, Duration timeout) {
    this.address = address;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /** Returns a client for a consumer on this machine, at this port. */
  public static StatusClient local(int port, Duration timeout) {
    return new StatusClient(URI.create("http://localhost:" + port + AdminPaths.STATUS), timeout);
  }

  /**
   * Returns a client for a URL.
   *
   * @param url URL of the consumer's port, or of its status; the result is empty if it is neither
   * @param timeout longest wait for a connection, and then for more of the answer
   */
  public static Optional<StatusClient> at(String url, Duration timeout) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        return Optional.empty();
      }
      boolean isRoot = uri.getPath().isEmpty() || uri.getPath().equals("/");
      return Optional.of(new StatusClient(isRoot ? uri.resolve(AdminPaths.STATUS) : uri, timeout));
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  /** Sends one query; takes no longer than the timeouts. */
  public StatusAnswer ask() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      try {
        return answer(connection);
      } finally {
        connection.disconnect();
      }
    } catch (IOException failed) {
      return new StatusAnswer.NotTold(
          "nothing answers at %s (%s). Is this the machine or the pod of a consumer that runs? Its"
                  .formatted(address, why(failed))
              + " log says where it can be asked (Metrics at …); --url gives another address");
    }
  }

  private StatusAnswer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status == FORBIDDEN) {
      return new StatusAnswer.NotTold(
          "the consumer at %s tells its status only to its own machine or pod: ask there, as with"
                  .formatted(address)
              + " kubectl exec, or set RBAC_KAFKA_CONSUMER_STATUS_ACCESS=all");
    }
    if (status == MISDIRECTED) {
      return new StatusAnswer.NotTold(
          "the consumer at %s does not go by the name %s: ask by its IP address, or list the name"
                  .formatted(address, address.getHost())
              + " in RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS");
    }
    if (status != OK) {
      return new StatusAnswer.NotTold(
          "%s answers with %d: that is no consumer, or one without a status; --url gives another"
                  .formatted(address, status)
              + " address");
    }
    return read(connection.getInputStream());
  }

  private StatusAnswer read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    String text = new String(bytes, UTF_8).strip();
    JsonTree status = bytes.length > MOST_BYTES ? null : parsed(text);
    return status == null || status.get("version").text().isEmpty()
        ? new StatusAnswer.NotTold(
            "what %s tells is no status; --url gives another address".formatted(address))
        : new StatusAnswer.Told(text, status);
  }

  private static @Nullable JsonTree parsed(String text) {
    try {
      JsonTree status = JsonTree.parse(text);
      return status.isObject() ? status : null;
    } catch (IOException broken) {
      return null;
    }
  }

  private String why(IOException failed) {
    if (failed instanceof UnknownHostException) {
      return "the host is not known";
    } else if (failed instanceof SocketTimeoutException) {
      return "no answer within " + timeoutMillis + " ms";
    }
    return SafeText.field(String.valueOf(failed.getMessage()));
  }
}
