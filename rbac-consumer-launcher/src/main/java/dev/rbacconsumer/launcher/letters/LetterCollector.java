package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.kafka.internal.letters.LetterEntry;
import dev.rbacconsumer.kafka.internal.letters.LetterIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects the contents of dead letters in short while their topic is read. Confined to one thread.
 */
public final class LetterCollector implements Consumer<LetterEntry.Letter> {
  private final MessageDecoder decoder;
  private final Map<LetterId, LetterContent.Counts> contents = new HashMap<>();

  /** Creates a collector that has seen no letter. */
  public LetterCollector(MessageDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void accept(LetterEntry.Letter letter) {
    contents.put(letter.letter().id(), LetterContent.of(decoder.decode(letter.record())).counts());
  }

  /** Returns the letters of an index with their contents, in the order of their origins. */
  public List<ListedLetter> listed(LetterIndex index) {
    List<ListedLetter> listed = new ArrayList<>();
    index
        .letters()
        .forEach(
            letter ->
                Optional.ofNullable(contents.get(letter.id()))
                    .ifPresent(content -> listed.add(new ListedLetter(letter, content))));
    return listed;
  }
}
