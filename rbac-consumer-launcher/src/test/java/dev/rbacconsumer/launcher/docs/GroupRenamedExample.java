package dev.rbacconsumer.launcher.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.inject.AbstractModule;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.message.EventHandler;
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

/** The message type of the guide, one region for each of its snippets. */
public final class GroupRenamedExample {
  private static final JsonFactory JSON = new JsonFactory();

  private GroupRenamedExample() {}

  // [event]
  /** A group has another name. */
  record GroupRenamed(String groupId, String name, long version) {}

  // [/event]

  // [decoder]
  static GroupRenamed decode(OutboxPayload payload) throws IOException, PayloadException {
    String groupId = "";
    String name = "";
    long version = 0;
    try (JsonParser json = JSON.createParser(payload.json())) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "group_id" -> groupId = json.getValueAsString("");
          case "name" -> name = json.getValueAsString("");
          case "version" -> version = json.getValueAsLong();
          default -> {}
        }
        json.skipChildren();
      }
    }
    if (groupId.isEmpty()) {
      throw new PayloadException(
          ViolationCode.MISSING_FIELD, "$.group_id", "want a text, got none");
    }
    return new GroupRenamed(groupId, name, version);
  }

  // [/decoder]

  // [validator]
  static List<Violation> validate(GroupRenamed event) {
    int length = event.name().length();
    return length <= 150
        ? List.of()
        : List.of(
            new Violation(
                ViolationCode.STRING_TOO_LONG,
                "$.name",
                "want at most 150 characters, got " + length));
  }

  // [/validator]

  // [handler]
  /** Where the names of groups are kept. */
  interface Directory {
    /** Stores a name, unless one of the same or a later version is there already. */
    void rename(GroupRenamed event, Duration timeout) throws IOException;
  }

  static EventHandler<GroupRenamed> handler(Directory directory) {
    return (event, metadata, timeout) -> {
      try {
        directory.rename(event, timeout);
        return new Outcome.Applied(Optional.empty());
      } catch (IOException unreachable) {
        return new Outcome.RetryLater(
            "directory_unavailable",
            "the directory cannot be reached: " + unreachable.getMessage());
      }
    };
  }

  // [/handler]

  // [type]
  static MessageType<GroupRenamed> type(Directory directory) {
    return MessageType.of(
        "group-renamed",
        GroupRenamedExample::decode,
        GroupRenamedExample::validate,
        handler(directory));
  }

  // [/type]

  // [embedded]
  static ConsumerBuilder withGroupNames(ConsumerBuilder consumer, Directory directory) {
    return consumer.messageType(type(directory));
  }

  // [/embedded]

  // [module]
  public static final class GroupNamesModule extends AbstractModule {
    @ProvidesIntoSet
    static MessageType<?> groupRenamed() {
      Directory directory =
          (event, timeout) ->
              System.out.printf("group %s is %s now%n", event.groupId(), event.name());
      return type(directory);
    }
  }
  // [/module]
}
