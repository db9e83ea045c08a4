package dev.rbacconsumer.core.quarantine;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the records that touch what another one touches. Not thread-safe. */
final class FootprintIndex {
  /** Stands for the key of records without one; no key in hexadecimal is equal to it. */
  private static final String NO_KEY = "none";

  private final NavigableMap<Long, Footprint> footprints = new TreeMap<>();
  private final Map<String, NavigableSet<Long>> objects = new HashMap<>();
  private final Map<String, NavigableSet<Long>> unreadableKeys = new HashMap<>();
  private final NavigableSet<Long> serial = new TreeSet<>();

  /**
   * Adds a record.
   *
   * @param rank place of the record in the order of all
   */
  void add(long rank, Footprint footprint) {
    remove(rank);
    footprints.put(rank, footprint);
    footprint.objects().forEach(it -> put(objects, it, rank));
    if (footprint.isSerial()) {
      serial.add(rank);
    }
    if (!footprint.isReadable()) {
      put(unreadableKeys, footprint.key().orElse(NO_KEY), rank);
    }
  }

  void remove(long rank) {
    Footprint footprint = footprints.remove(rank);
    if (footprint != null) {
      footprint.objects().forEach(it -> take(objects, it, rank));
      serial.remove(rank);
      take(unreadableKeys, footprint.key().orElse(NO_KEY), rank);
    }
  }

  void clear() {
    footprints.clear();
    objects.clear();
    unreadableKeys.clear();
    serial.clear();
  }

  /** Returns the first record before a rank that touches what this one touches. */
  Optional<Long> firstBefore(long rank, Footprint footprint) {
    if (footprint.isNothing() || footprints.isEmpty()) {
      return Optional.empty();
    }
    Long first = before(serial, rank);
    if (footprint.isSerial()) {
      first = earlier(first, before(footprints.navigableKeySet(), rank));
    }
    for (String object : footprint.objects()) {
      first = earlier(first, before(objects.get(object), rank));
    }
    first = earlier(first, before(unreadableKeys.get(footprint.key().orElse(NO_KEY)), rank));
    return Optional.ofNullable(first);
  }

  private static @Nullable Long before(@Nullable NavigableSet<Long> ranks, long rank) {
    return ranks == null || ranks.isEmpty() || ranks.first() >= rank ? null : ranks.first();
  }

  private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.min(one, other);
  }

  private static void put(Map<String, NavigableSet<Long>> index, String key, long rank) {
    index.computeIfAbsent(key, it -> new TreeSet<>()).add(rank);
  }

  private static void take(Map<String, NavigableSet<Long>> index, String key, long rank) {
    index.computeIfPresent(
        key,
        (it, ranks) -> {
          ranks.remove(rank);
          return ranks.isEmpty() ? null : ranks;
        });
  }
}
