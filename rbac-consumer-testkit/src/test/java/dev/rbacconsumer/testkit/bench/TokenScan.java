package dev.rbacconsumer.testkit.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Looks at every token of a message, the payload's text included, and keeps nothing: what is left
 * of decoding when one neither reads values, nor checks, nor makes anything.
 */
final class TokenScan {
  private static final JsonFactory JSON = new JsonFactory();

  private TokenScan() {}

  /** How many tokens a value has. */
  static int tokens(byte[] value) throws IOException {
    int tokens = 0;
    try (JsonParser envelope = JSON.createParser(value)) {
      for (JsonToken token = envelope.nextToken(); token != null; token = envelope.nextToken()) {
        tokens++;
        if (token == JsonToken.VALUE_STRING && envelope.currentName().equals("payload")) {
          tokens += tokensOfText(envelope);
        }
      }
    }
    return tokens;
  }

  private static int tokensOfText(JsonParser envelope) throws IOException {
    int tokens = 0;
    try (JsonParser payload =
        JSON.createParser(
            envelope.getTextCharacters(), envelope.getTextOffset(), envelope.getTextLength())) {
      while (payload.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
