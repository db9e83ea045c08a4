package dev.rbacconsumer.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.port.AppliedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which token and which notification an applied event asks for. Immutable. */
public final class TokenPlanner {
  /** Channel of the migration job that removes parents of root workspaces. */
  public static final String BATCH_CHANNEL = "remove_legacy_root_workspace_parent_batch";

  /** Longest name of an organisation, in characters. */
  public static final int MAX_ORG_ID = 36;

  /** Longest token, in characters. */
  public static final int MAX_TOKEN = 1024;

  /** Longest payload of a notification, in bytes of UTF-8; PostgreSQL refuses 8000. */
  public static final int MAX_PAYLOAD_BYTES = 7999;

  private static final String WORKSPACE_CREATED = "create_workspace";
  private static final String PARENTS_REMOVED = "remove_root_parent_tenant_relationships";

  /** Text that the producer writes in place of an organisation that it does not know. */
  private static final String NO_ORG = "None";

  private final String workspaceChannel;

  /**
   * Creates a planner.
   *
   * @param workspaceChannel channel for created workspaces
   */
  public TokenPlanner(String workspaceChannel) {
    this.workspaceChannel = workspaceChannel;
  }

  /** Returns whether an event names an organisation. */
  public static boolean hasOrg(EventMetadata event) {
    return !event.orgId().isBlank() && !event.orgId().equals(NO_ORG);
  }

  /** Returns the writes that an event asks for. */
  public TokenPlan plan(AppliedEvent event) {
    List<TokenWrite> writes = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Optional<SkipReason> skipped = skipReason(event);
    if (skipped.isEmpty()) {
      TokenWrite.Update update =
          new TokenWrite.Update(event.metadata().orgId(), event.token().orElseThrow());
      refusal(update).ifPresentOrElse(refusals::add, () -> writes.add(update));
    }
    notification(event.metadata())
        .ifPresent(
            wanted -> refusal(wanted).ifPresentOrElse(refusals::add, () -> writes.add(wanted)));
    return new TokenPlan(writes, skipped, refusals);
  }

  /** Returns why a token cannot be stored, in one sentence; empty if it can. */
  public static Optional<String> refusal(TokenWrite.Update update) {
    if (update.orgId().length() > MAX_ORG_ID) {
      return Optional.of(
          "a token is not stored: want an organisation of at most %d characters, got %d"
              .formatted(MAX_ORG_ID, update.orgId().length()));
    }
    int length = update.token().value().length();
    if (length > MAX_TOKEN) {
      return Optional.of(
          "a token is not stored: want at most %d characters, got %d".formatted(MAX_TOKEN, length));
    }
    return isText(update.orgId()) && isText(update.token().value())
        ? Optional.empty()
        : Optional.of("a token is not stored: want texts without NUL and half characters");
  }

  private static Optional<SkipReason> skipReason(AppliedEvent event) {
    if (!hasOrg(event.metadata())) {
      return Optional.of(SkipReason.NO_ORG);
    }
    return event.token().isEmpty() ? Optional.of(SkipReason.NO_TOKEN) : Optional.empty();
  }

  private static Optional<String> refusal(TokenWrite.Notification wanted) {
    if (!isText(wanted.payload())) {
      return Optional.of("a notification is not sent: want a text without NUL and half characters");
    }
    int bytes = wanted.payload().getBytes(UTF_8).length;
    return bytes > MAX_PAYLOAD_BYTES
        ? Optional.of(
            "a notification is not sent: want at most %d bytes, got %d"
                .formatted(MAX_PAYLOAD_BYTES, bytes))
        : Optional.empty();
  }

  private Optional<TokenWrite.Notification> notification(EventMetadata event) {
    return switch (event.eventType()) {
      case WORKSPACE_CREATED -> notification(event, workspaceChannel, event.resourceId());
      case PARENTS_REMOVED -> notification(event, BATCH_CHANNEL, event.notifyToken().strip());
      default -> Optional.empty();
    };
  }

  private static Optional<TokenWrite.Notification> notification(
      EventMetadata event, String channel, String payload) {
    return payload.isBlank()
        ? Optional.empty()
        : Optional.of(
            new TokenWrite.Notification(hasOrg(event) ? event.orgId() : "", channel, payload));
  }

  private static boolean isText(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }
}
