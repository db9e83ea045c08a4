package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.ViolationCollector;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes messages of Debezium's outbox event router, in every shape that the converters of Kafka
 * Connect give them. Reads each value once, from front to back, straight into tuples. Thread-safe.
 */
public final class OutboxDecoder implements MessageDecoder {
  private static final Set<String> WORKSPACE_TYPES = Set.of("workspace", "workspace-bulk");

  private final DecoderSettings settings;
  private final JsonFactory factory;
  private final HeaderMetadata outside;
  private final BrokenValue broken;
  private final NameCache vocabulary = new NameCache();

  /** Creates a decoder with these limits. */
  public OutboxDecoder(DecoderSettings settings) {
    this.settings = settings;
    this.factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(settings.maxDepth())
                    .maxNumberLength(settings.maxNumberLength())
                    // A text is part of the value, whose length is bounded already.
                    .maxStringLength(settings.maxMessageBytes())
                    .maxNameLength(settings.maxMessageBytes())
                    .build())
            .build();
    this.outside = new HeaderMetadata(factory);
    this.broken = new BrokenValue(factory);
  }

  @Override
  public String eventId(SourceRecord record) {
    return outside.eventId(record);
  }

  @Override
  public Decoding decode(SourceRecord record) {
    return decode(record, new MessageDraft(null), (draft, value) -> null);
  }

  /**
   * Decodes a record, and reports its unknown fields.
   *
   * @param unknownFields receives the path of each unknown field in the order of the message,
   *     including those that make it invalid; of a truncated message, or one beyond a limit, it may
   *     receive some
   */
  public Decoding decode(SourceRecord record, Consumer<String> unknownFields) {
    return decode(record, new MessageDraft(unknownFields), (draft, value) -> null);
  }

  /**
   * Decodes a record, unless a registered type does.
   *
   * @param draft receives the parts that are read
   * @param registered called once the aggregate type is known; returns null for other types
   */
  Decoding decode(
      SourceRecord record,
      MessageDraft draft,
      BiFunction<MessageDraft, byte[], @Nullable Decoding> registered) {
    byte[] value = record.value();
    if (value == null) {
      return new Decoding.Tombstone();
    }
    if (value.length > settings.maxMessageBytes()) {
      return invalid(
          ViolationCode.MESSAGE_TOO_LARGE,
          "want at most %d bytes, got %d".formatted(settings.maxMessageBytes(), value.length));
    }
    try (JsonParser json = factory.createParser(value)) {
      new EnvelopeReader(factory, settings, vocabulary, draft).read(json);
    } catch (StreamConstraintsException tooMuch) {
      return limit(tooMuch);
    } catch (DamagedPayloadException damaged) {
      String message = SafeText.message(String.valueOf(damaged.getMessage()));
      return unread(
          record, draft, new Violation(ViolationCode.DAMAGED_MESSAGE, damaged.path(), message));
    } catch (JsonProcessingException notJson) {
      return unread(record, draft, judge(value, draft, notJson.getOriginalMessage()));
    } catch (IOException notJson) {
      // The end is missing or not the end, or bytes begin as UTF-32 and are not.
      return unread(record, draft, judge(value, draft, String.valueOf(notJson.getMessage())));
    }
    outside.complete(draft, record);
    Decoding decoded = registered.apply(draft, value);
    return decoded == null ? conclude(draft) : decoded;
  }

  /** Returns the payload in a value that this decoder has accepted. */
  String payloadText(byte[] value) {
    return new PayloadExtractor(factory).in(value);
  }

  private Decoding conclude(MessageDraft draft) {
    if (draft.notAnEnvelope) {
      return new Decoding.Invalid(
          draft.faults.onlyOf(ViolationCode.NOT_DEBEZIUM_FORMAT), draft.metadata());
    }
    if (draft.tuplesRead > settings.maxTuples()) {
      return invalid(
          draft,
          ViolationCode.TOO_MANY_TUPLES,
          "want at most %d tuples, got %d".formatted(settings.maxTuples(), draft.tuplesRead));
    }
    if (!draft.faults.isEmpty()) {
      return new Decoding.Invalid(draft.faults.list(), draft.metadata());
    }
    if (!draft.hasRemovals && !draft.hasAdditions) {
      return isWorkspace(draft)
          ? workspace(draft)
          : invalid(
              draft,
              ViolationCode.MISSING_RELATIONS_FIELDS,
              "want relations_to_add or relations_to_remove, got neither");
    }
    TupleChange change = TupleChange.net(draft.removals, draft.additions);
    return change.isEmpty()
        ? invalid(
            draft, ViolationCode.EMPTY_RELATIONS, "want at least one relation, got two empty lists")
        : new Decoding.Relations(
            new RelationsEvent(draft.metadata(), change, draft.unknown.count(), draft.expanded));
  }

  private static boolean isWorkspace(MessageDraft draft) {
    return WORKSPACE_TYPES.contains(draft.aggregateType)
        || (draft.hasWorkspace && draft.operation != null);
  }

  private static Decoding workspace(MessageDraft draft) {
    String id = required(draft.workspaceId, "$.workspace.id", draft.faults);
    String org = required(draft.workspaceOrg, "$.org_id", draft.faults);
    String word = required(draft.operation, "$.operation", draft.faults);
    WorkspaceEvent.Operation operation = operation(word, draft.faults);
    if (!draft.faults.isEmpty()) {
      return new Decoding.Invalid(draft.faults.list(), draft.metadata());
    }
    draft.orgId = org;
    return new Decoding.Workspace(
        new WorkspaceEvent(
            draft.metadata(), operation, org, draft.accountNumber, id, draft.workspaceName));
  }

  private static String required(@Nullable String text, String path, ViolationCollector faults) {
    if (text == null || text.isEmpty()) {
      faults.add(ViolationCode.MISSING_FIELD, path, "want a text, got none");
      return "";
    }
    return text;
  }

  private static WorkspaceEvent.Operation operation(String word, ViolationCollector faults) {
    for (WorkspaceEvent.Operation operation : WorkspaceEvent.Operation.values()) {
      if (operation.name().toLowerCase(Locale.ROOT).equals(word)) {
        return operation;
      }
    }
    if (!word.isEmpty()) {
      faults.add(
          ViolationCode.INVALID_VALUE,
          "$.operation",
          "want create, update or delete, got " + SafeText.quoted(word));
    }
    return WorkspaceEvent.Operation.UPDATE;
  }

  private Decoding limit(StreamConstraintsException tooMuch) {
    String message = tooMuch.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return invalid(
          ViolationCode.NESTING_TOO_DEEP,
          "want at most %d levels, got more".formatted(settings.maxDepth()));
    }
    if (message.contains("Number value length")) {
      return invalid(
          ViolationCode.NUMBER_TOO_LONG,
          "want numbers of at most %d characters, got more".formatted(settings.maxNumberLength()));
    }
    return invalid(ViolationCode.MESSAGE_TOO_LARGE, message);
  }

  private static Decoding invalid(MessageDraft draft, ViolationCode code, String message) {
    return new Decoding.Invalid(List.of(new Violation(code, "$", message)), draft.metadata());
  }

  /** Returns the result for a message that was not read, or not to its end. */
  private static Decoding invalid(ViolationCode code, String message) {
    return invalid(new MessageDraft(null), code, message);
  }

  private Violation judge(byte[] value, MessageDraft draft, String reason) {
    return broken.judge(value, draft.recognized, reason);
  }

  /** Returns the result for a value or a payload that is not JSON. */
  private Decoding unread(SourceRecord record, MessageDraft draft, Violation violation) {
    if (violation.code() == ViolationCode.MALFORMED_JSON) {
      return new Decoding.Malformed(violation);
    }
    outside.complete(draft, record);
    return new Decoding.Invalid(List.of(violation), draft.metadata());
  }
}
