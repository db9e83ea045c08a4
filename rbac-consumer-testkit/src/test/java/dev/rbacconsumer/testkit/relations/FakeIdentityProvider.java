package dev.rbacconsumer.testkit.relations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rbacconsumer.relations.config.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Gives tokens to one client, over HTTP, and misbehaves on demand. */
final class FakeIdentityProvider implements AutoCloseable {
  private static final String CLIENT = "rbac-consumer";

  private final String secret = SecretsStayOut.secret("client");
  private final Set<String> good = ConcurrentHashMap.newKeySet();
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;
  private final String scheme;
  private volatile int lifetime = 300;
  private volatile Mood mood = Mood.WELL;
  private volatile String answer = "";
  private volatile String issuer = "";

  /** What it does with a request. */
  enum Mood {
    WELL,
    /** Answers 503. */
    BUSY,
    /** Answers 401 with a code, and with the secret in a description. */
    REFUSING,
    /** Answers 200 with something else. */
    ODD,
    /** Sends to another place. */
    REDIRECTING,
    /** Sends the first half of an answer, and no more. */
    STUCK
  }

  FakeIdentityProvider() throws IOException {
    this(HttpServer.create(loopback(), 0), "http");
  }

  private FakeIdentityProvider(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext("/token", this::token);
    server.createContext("/elsewhere", this::elsewhere);
    server.createContext("/.well-known/openid-configuration", this::configuration);
    server.start();
  }

  static FakeIdentityProvider withTls(TestAuthority authority)
      throws IOException, GeneralSecurityException {
    char[] password = "of the test".toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(authority.keyStore(password, "127.0.0.1"), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FakeIdentityProvider(server, "https");
  }

  Credentials.Client client() {
    return Credentials.Client.of(
        CLIENT, secret, new Credentials.Provider.TokenEndpoint(url("/token")));
  }

  Credentials.Client clientOfIssuer() {
    return Credentials.Client.of(CLIENT, secret, new Credentials.Provider.Issuer(url("/")));
  }

  /** Whether it gave out this token, and has not made it void. */
  boolean isGood(String token) {
    return good.contains(token);
  }

  void voidAllTokens() {
    good.clear();
  }

  void set(Mood next) {
    mood = next;
  }

  void answerOddly(String text) {
    answer = text;
    mood = Mood.ODD;
  }

  /** Names another issuer in its configuration. */
  void callItself(String name) {
    issuer = name;
  }

  void setLifetime(int seconds) {
    lifetime = seconds;
  }

  /** What was asked, form by form. */
  List<String> forms() {
    return List.copyOf(forms);
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void configuration(HttpExchange exchange) throws IOException {
    send(
        exchange,
        200,
        "{\"issuer\":\"%s\",\"nested\":{\"a\":1},\"token_endpoint\":\"%s\"}"
            .formatted(issuer.isEmpty() ? url("/") : issuer, url("/token")));
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    forms.add(form);
    give(exchange, form);
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    forms.add(form);
    switch (mood) {
      case WELL -> give(exchange, form);
      case BUSY -> send(exchange, 503, "try later");
      case REFUSING ->
          send(
              exchange,
              401,
              "{\"error\":\"invalid_client\",\"error_description\":\"" + secret + "\"}");
      case ODD -> send(exchange, 200, answer);
      case REDIRECTING -> {
        exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
        send(exchange, 307, "");
      }
      case STUCK -> stick(exchange);
    }
  }

  private void give(HttpExchange exchange, String form) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (!form.contains("client_secret=" + secret) && header == null) {
      send(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    String token = SecretsStayOut.secret("access");
    good.add(token);
    send(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d}"
            .formatted(token, lifetime));
  }

  private void stick(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private URI url(String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
