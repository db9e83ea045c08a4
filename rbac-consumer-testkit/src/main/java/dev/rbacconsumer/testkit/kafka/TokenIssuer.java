package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Identity provider on the loopback interface that issues signed tokens to one client, by the
 * client credentials grant, and publishes the key for their verification. It creates a new key each
 * time, so its tokens are of no use elsewhere. Thread-safe.
 */
public final class TokenIssuer implements AutoCloseable {
  /** Audience of the tokens. */
  public static final String AUDIENCE = "kafka";

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String KEY_ID = "only-one";
  private static final int KEY_BITS = 2048;

  private final KeyPair key;
  private final String client;
  private final String authorization;
  private final HttpServer server;

  private TokenIssuer(KeyPair key, String client, String secret, HttpServer server) {
    this.key = key;
    this.client = client;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
    this.server = server;
  }

  /**
   * Starts an issuer on a free port. Kafka uses only the addresses on an allow list of its JVM;
   * this method adds the issuer's addresses to it.
   *
   * @param client the only client that gets tokens; letters, digits and {@code -}, like the secret
   */
  public static TokenIssuer start(String client, String secret) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(KEY_BITS);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TokenIssuer issuer = new TokenIssuer(keys.generateKeyPair(), client, secret, server);
      server.createContext("/token", issuer::answerToken);
      server.createContext("/keys", exchange -> send(exchange, 200, issuer.keys()));
      server.start();
      allow(issuer.tokenUrl() + "," + issuer.keysUrl());
      return issuer;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("this platform has no RSA", broken);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Returns the URL for token requests. */
  public URI tokenUrl() {
    return url("/token");
  }

  /** Returns the URL of the key for the verification of tokens. */
  public URI keysUrl() {
    return url("/keys");
  }

  /** Stops the issuer at once; issued tokens stay valid for their few minutes. */
  @Override
  public void close() {
    server.stop(0);
  }

  private static synchronized void allow(String urls) {
    String before = System.getProperty(ALLOWED_URLS, "");
    System.setProperty(ALLOWED_URLS, before.isEmpty() ? urls : before + "," + urls);
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answerToken(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (!form.contains("grant_type=client_credentials") || !authorization.equals(shown)) {
      send(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    send(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(token(), LIFETIME.toSeconds()));
  }

  private String token() {
    long now = Instant.now().getEpochSecond();
    String content =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID))
            + "."
            + encoded(claims(now, now + LIFETIME.toSeconds()));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + encoded(signature.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot sign", broken);
    }
  }

  private String claims(long from, long to) {
    return """
        {"iss":"%s","sub":"%s","aud":"%s","scope":"%s","iat":%d,"exp":%d}"""
        .formatted(url("/"), client, AUDIENCE, AUDIENCE, from, to);
  }

  private String keys() {
    RSAPublicKey open = (RSAPublicKey) key.getPublic();
    return """
        {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}"""
        .formatted(
            KEY_ID,
            encoded(unsigned(open.getModulus().toByteArray())),
            encoded(unsigned(open.getPublicExponent().toByteArray())));
  }

  /** Removes the leading byte that only marks a number as not negative. */
  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
