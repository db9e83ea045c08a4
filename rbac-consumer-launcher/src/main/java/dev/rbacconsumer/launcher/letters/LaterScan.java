package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.letter.LaterChanges;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reading of the records behind the dead letters of one partition, for the tuples that they have
 * changed. Confined to one thread.
 */
public final class LaterScan implements Predicate<SourceRecord> {
  private final MessageDecoder decoder;
  private final NavigableMap<Offset, Map<LetterId, LaterChanges>> searches = new TreeMap<>();

  /** Creates a scan for no letter. */
  public LaterScan(MessageDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Adds a letter.
   *
   * @param letter place of the letter
   * @param offset offset of its record
   * @param change its change
   * @param notApplied offsets of later records that are not applied
   */
  public void add(LetterId letter, Offset offset, TupleChange change, Set<Offset> notApplied) {
    searches
        .computeIfAbsent(offset, any -> new HashMap<>())
        .put(letter, new LaterChanges(change, notApplied));
  }

  /** Returns the offset of the first letter; empty if there is none. */
  public Optional<Offset> first() {
    return searches.isEmpty() ? Optional.empty() : Optional.of(searches.firstKey());
  }

  /** Returns what later records have changed of a letter; empty if it was not added. */
  public Optional<LaterChanges> of(LetterId letter, Offset offset) {
    return Optional.ofNullable(searches.get(offset)).map(letters -> letters.get(letter));
  }

  /** Takes the next record of the log. */
  @Override
  public boolean test(SourceRecord record) {
    Decoding decoding = decoder.decode(record);
    searches
        .headMap(record.offset(), false)
        .values()
        .forEach(letters -> letters.values().forEach(it -> it.observe(record, decoding)));
    return true;
  }
}
