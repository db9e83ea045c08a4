package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.util.List;

/** The change of a whole message, through the decoder. */
final class DecodedChange {
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  private DecodedChange() {}

  static TupleChange of(List<RelationTuple> removed, List<RelationTuple> added) {
    Decoding decoding =
        DECODER.decode(OutboxMessages.relations().remove(removed).add(added).build().at(0, 0));
    return ((Decoding.Relations) decoding).event().change();
  }
}
