package dev.rbacconsumer.core.message.outbox;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes messages of registered types, and all others with {@link OutboxDecoder}. A message
 * belongs to a registered type by its aggregate type alone, which {@link OutboxDecoder} finds in a
 * field, a header or the topic's name. Thread-safe.
 */
public final class TypedDecoder implements MessageDecoder {
  /** Faults of an envelope; all other faults are about payloads of the built-in types. */
  private static final Set<ViolationCode> OF_ENVELOPE =
      EnumSet.of(ViolationCode.INVALID_PAYLOAD, ViolationCode.DUPLICATE_KEY);

  private final OutboxDecoder decoder;
  private final MessageTypes types;

  /**
   * Creates a decoder for these types.
   *
   * @param decoder parses envelopes, with its limits, and decodes messages of all other types
   * @param types the registered types
   */
  public TypedDecoder(OutboxDecoder decoder, MessageTypes types) {
    this.decoder = decoder;
    this.types = types;
  }

  @Override
  public String eventId(SourceRecord record) {
    return decoder.eventId(record);
  }

  @Override
  public Decoding decode(SourceRecord record) {
    return decoder.decode(record, new MessageDraft(null), this::decode);
  }

  private @Nullable Decoding decode(MessageDraft draft, byte[] value) {
    MessageType<?> type = types.find(draft.aggregateType);
    if (type == null || draft.notAnEnvelope) {
      return null;
    }
    List<Violation> faults =
        draft.faults.list().stream().filter(fault -> OF_ENVELOPE.contains(fault.code())).toList();
    return faults.isEmpty()
        ? type.decode(new OutboxPayload(draft.metadata(), decoder.payloadText(value)))
        : new Decoding.Invalid(faults, draft.metadata());
  }
}
