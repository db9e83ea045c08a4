package dev.rbacconsumer.relations.internal.auth;

import static dev.rbacconsumer.relations.internal.fault.TokenUnavailableException.PROVIDER_INVALID_ANSWER;
import static dev.rbacconsumer.relations.internal.fault.TokenUnavailableException.PROVIDER_REFUSED;
import static dev.rbacconsumer.relations.internal.fault.TokenUnavailableException.PROVIDER_UNAVAILABLE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.Hosts;
import dev.rbacconsumer.relations.config.UnusableFileException;
import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import dev.rbacconsumer.relations.internal.tls.TlsFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests tokens from an identity provider, one at a time, by the client credentials grant. It
 * does not follow redirects, since they would forward the secret. Thread-safe.
 */
final class ClientCredentialsClient implements CachedTokens.Provider {
  /** Longest answer; more than any answer with a token has. */
  static final int MAX_ANSWER_BYTES = 256 * 1024;

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  /** Error codes are words; other text in their place is not repeated in messages. */
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,64}");

  private final Credentials.Client settings;
  private final boolean plaintextTokens;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "identity-provider");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient http;
  private volatile String discovered = "";

  /**
   * @param plaintextTokens whether a discovered token endpoint may be without TLS
   * @throws UnusableFileException if the file with authorities cannot be used
   */
  ClientCredentialsClient(Credentials.Client settings, boolean plaintextTokens) {
    this.settings = settings;
    this.plaintextTokens = plaintextTokens;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .executor(executor);
    settings.trusted().ifPresent(file -> builder.sslContext(TlsFiles.http(file)));
    this.http = builder.build();
  }

  /** Sends one request for a token, or two if the endpoint must be discovered first. */
  @Override
  public CompletableFuture<FetchedToken> fetch() {
    return endpoint().thenCompose(this::token).whenComplete((token, failed) -> forget(failed));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** Forgets a discovered endpoint after a failure, since it may have moved. */
  private void forget(@Nullable Throwable failed) {
    if (failed != null) {
      discovered = "";
    }
  }

  private CompletableFuture<URI> endpoint() {
    if (settings.provider() instanceof Credentials.Provider.TokenEndpoint endpoint) {
      return CompletableFuture.completedFuture(endpoint.url());
    }
    String known = discovered;
    if (!known.isEmpty()) {
      return CompletableFuture.completedFuture(URI.create(known));
    }
    String issuer = settings.provider().url().toString().replaceFirst("/+$", "");
    URI configuration = URI.create(issuer + WELL_KNOWN);
    return exchange(HttpRequest.newBuilder(configuration).GET(), configuration)
        .thenApply(answer -> endpointIn(fields(answer, configuration), issuer, configuration));
  }

  /**
   * Returns the endpoint of a configuration. A configuration for another issuer is rejected, since
   * the secret would be sent to an unknown party.
   */
  private URI endpointIn(Map<String, String> configuration, String issuer, URI asked) {
    String named = configuration.getOrDefault("issuer", "").replaceFirst("/+$", "");
    if (!named.equals(issuer)) {
      throw failed(PROVIDER_INVALID_ANSWER, asked, "answered for another issuer");
    }
    String endpoint = configuration.getOrDefault("token_endpoint", "");
    try {
      URI url = URI.create(endpoint);
      if (url.getHost() != null && (Hosts.isPrivate(url) || plaintextTokens)) {
        discovered = endpoint;
        return url;
      }
    } catch (IllegalArgumentException noUrl) {
      // Rejected below, like any other text that is no endpoint.
    }
    throw failed(PROVIDER_INVALID_ANSWER, asked, "named no token endpoint with https");
  }

  private CompletableFuture<FetchedToken> token(URI endpoint) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(TokenRequest.form(settings)));
    TokenRequest.authorization(settings).ifPresent(it -> request.header("Authorization", it));
    return exchange(request, endpoint).thenApply(answer -> tokenIn(answer, endpoint));
  }

  private FetchedToken tokenIn(HttpResponse<byte[]> answer, URI asked) {
    return TokenRequest.token(fields(answer, asked))
        .orElseThrow(
            () -> failed(PROVIDER_INVALID_ANSWER, asked, "answered without a bearer token"));
  }

  private Map<String, String> fields(HttpResponse<byte[]> answer, URI asked) {
    int status = answer.statusCode();
    boolean busy = status >= 500 || status == 408 || status == 429;
    if (status != 200) {
      String code = FlatJson.read(answer.body()).map(it -> it.getOrDefault("error", "")).orElse("");
      throw failed(
          busy ? PROVIDER_UNAVAILABLE : PROVIDER_REFUSED,
          asked,
          "answered " + status + (ERROR_CODE.matcher(code).matches() ? " " + code : ""));
    }
    return FlatJson.read(answer.body())
        .orElseThrow(() -> failed(PROVIDER_INVALID_ANSWER, asked, "answered without JSON"));
  }

  /**
   * Sends a request and returns its response with any status. The timeout covers the body too,
   * since a body can be slow.
   */
  private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest.Builder request, URI to) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request.build(), head -> new BoundedBody(MAX_ANSWER_BYTES));
    return sent.copy()
        .orTimeout(settings.timeout().toNanos(), NANOSECONDS)
        .whenComplete((answer, failed) -> sent.cancel(true))
        .handle(
            (answer, failed) -> {
              if (answer != null) {
                return answer;
              }
              throw failed(PROVIDER_UNAVAILABLE, to, explain(failed));
            });
  }

  private String explain(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    return cause instanceof TimeoutException
        ? "did not answer within " + settings.timeout()
        : "could not be asked: " + cause.getClass().getSimpleName();
  }

  private static CompletionException failed(String reason, URI asked, String what) {
    // Not the whole URL, since queries can contain secrets.
    String where = asked.getHost() + (asked.getPort() < 0 ? "" : ":" + asked.getPort());
    return new CompletionException(
        new TokenUnavailableException(reason, "the identity provider at " + where + " " + what));
  }
}
