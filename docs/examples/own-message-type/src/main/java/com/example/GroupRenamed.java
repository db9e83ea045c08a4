package com.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.message.PayloadException;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A group has another name. */
record GroupRenamed(String groupId, String name) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_NAME = 150;

  /** Returns the type of these messages. A directory that cannot be reached is tried again. */
  static MessageType<GroupRenamed> type(Directory directory) {
    return MessageType.of(
        "group-renamed",
        GroupRenamed::decode,
        GroupRenamed::validate,
        (event, metadata, timeout) -> {
          try {
            directory.rename(event, timeout);
            return new Outcome.Applied(Optional.empty());
          } catch (IOException unreachable) {
            return new Outcome.RetryLater("directory_unavailable", unreachable.getMessage());
          }
        });
  }

  private static GroupRenamed decode(OutboxPayload payload) throws IOException, PayloadException {
    String groupId = "";
    String name = "";
    try (JsonParser json = JSON.createParser(payload.json())) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "group_id" -> groupId = json.getValueAsString("");
          case "name" -> name = json.getValueAsString("");
          default -> {}
        }
        json.skipChildren();
      }
    }
    if (groupId.isEmpty()) {
      throw new PayloadException(
          ViolationCode.MISSING_FIELD, "$.group_id", "want a text, got none");
    }
    return new GroupRenamed(groupId, name);
  }

  private static List<Violation> validate(GroupRenamed event) {
    int length = event.name().length();
    return length <= LONGEST_NAME
        ? List.of()
        : List.of(
            new Violation(
                ViolationCode.STRING_TOO_LONG,
                "$.name",
                "want at most %d characters, got %d".formatted(LONGEST_NAME, length)));
  }

  /** Where the names of groups are kept. */
  interface Directory {
    /** Stores the name of a group. */
    void rename(GroupRenamed event, Duration timeout) throws IOException;
  }
}
