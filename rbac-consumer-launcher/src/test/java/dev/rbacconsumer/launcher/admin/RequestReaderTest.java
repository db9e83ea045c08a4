package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
  @Test
  void aRequestIsThereWithItsLastByteHoweverItComes() throws Exception {
    String text =
        "POST /a%20b?x=%20y HTTP/1.1\r\nhost: me:9464\r\nACCEPT: \ttext/x \r\nOrigin: http://o\r\n"
            + "Sec-Fetch-Site: none\r\nContent-Length: 3\r\n\r\nab\u00e9";
    RequestReader whole = new RequestReader();
    RequestReader pieces = new RequestReader();

    Optional<HttpRequest> atOnce = whole.take(bytes(text + "more"));
    for (int i = 0; i < text.length() - 1; i++) {
      assertThat(pieces.take(bytes(text.substring(i, i + 1)))).isEmpty();
    }

    assertThat(atOnce)
        .contains(
            new HttpRequest(
                new Request("POST", "/a b", "x=%20y", "text/x", "ab\ufffd"),
                "me:9464",
                "http://o",
                "none",
                "",
                ""));
    assertThat(pieces.take(bytes(text.substring(text.length() - 1)))).isEqualTo(atOnce);
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.0', ''",
    "'GET / HTTP/1.0|Host: a', a",
    "'GET http://b.example:80/x?y HTTP/1.1|Host: a', b.example:80",
    "'GET / HTTP/1.1|Host:', ''"
  })
  void theHostIsThatOfTheTargetOrOfTheHeader(String head, String host) throws Exception {
    assertThat(new RequestReader().take(bytes(head.replace("|", "\r\n") + "\r\n\r\n")))
        .hasValueSatisfying(it -> assertThat(it.host()).isEqualTo(host));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /', 400",
    "'GET  / HTTP/1.1|Host: a', 400",
    "'G\u00e4T / HTTP/1.1|Host: a', 400",
    "'GET / HTTP/2.0|Host: a', 505",
    "'GET / HTTP/1.1', 400",
    "'GET / HTTP/1.1|Host: a|Host: b', 400",
    "'GET / HTTP/1.1|Host : a', 400",
    "'GET / HTTP/1.1|Host: a| folded', 400",
    "'GET / HTTP/1.1|Host: a|no colon', 400",
    "'GET //evil.example/ HTTP/1.1|Host: a', 400",
    "'GET /\\evil HTTP/1.1|Host: a', 400",
    "'GET * HTTP/1.1|Host: a', 400",
    "'GET ftp://a/ HTTP/1.1|Host: a', 400",
    "'POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked', 411",
    "'POST / HTTP/1.1|Host: a|Content-Length: -1', 400",
    "'POST / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2', 400",
    "'POST / HTTP/1.1|Host: a|Content-Length: 16385', 413",
    "'POST / HTTP/1.1|Host: a|Content-Length: 9999999999', 413"
  })
  void whatIsNoRequestForUsIsRefused(String head, int status) {
    assertThat(refusal(head.replace("|", "\r\n") + "\r\n\r\n")).isEqualTo(status);
  }

  @Test
  void aHeadHasABound() {
    String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    String fits = start + "x".repeat(RequestReader.MAX_HEAD_BYTES - start.length());

    assertThat(refusal(fits + "\r\n\r\n")).isZero();
    assertThat(refusal(fits + "xx\r\n\r\n")).isEqualTo(431);
  }

  private static int refusal(String text) {
    try {
      new RequestReader().take(bytes(text));
      return 0;
    } catch (HttpHead.RefusedException refused) {
      return refused.response().status();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
