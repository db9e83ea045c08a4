package dev.rbacconsumer.core.outcome;

import dev.rbacconsumer.core.port.FenceAuthority;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A plan that replaces the marks of a store by a new one, for implementations of {@link
 * FenceAuthority#mark}: first the new mark is written, then the others are removed. In this order
 * no crash leaves the store without any mark.
 *
 * @param setBack whether the store has forgotten the expected mark. Nothing may be written then
 * @param writes whether the new mark has to be written; false where it is there already
 * @param surplus the marks to remove after that, in the text form of the store, unreadable marks
 *     included
 */
public record MarkReplacement(boolean setBack, boolean writes, List<String> surplus) {
  public MarkReplacement {
    surplus = List.copyOf(surplus);
  }

  /**
   * Returns the plan to replace the present marks by a new one, or to write nothing if the store
   * has forgotten the expected mark.
   *
   * @param expected the mark that was there before, if there was one
   * @param mark the new mark
   * @param present the marks of the store in their text form, as they are now
   */
  public static MarkReplacement of(
      Optional<StoreMark> expected, StoreMark mark, Collection<String> present) {
    boolean remembered =
        expected.isEmpty()
            || StoreMark.parseAll(present).stream()
                .anyMatch(found -> provesMemory(found, expected.get(), mark));
    if (!remembered) {
      return new MarkReplacement(true, false, List.of());
    }
    String text = mark.text();
    return new MarkReplacement(
        false,
        !present.contains(text),
        present.stream().filter(other -> !other.equals(text)).toList());
  }

  /**
   * An earlier attempt whose answer was lost may have replaced the expected mark already, by one
   * further on in the same log, or by the first one of a new log. A store that was restored to an
   * older state has neither.
   */
  private static boolean provesMemory(StoreMark found, StoreMark expected, StoreMark mark) {
    return found.log().equals(expected.log())
        ? found.isAtLeast(expected)
        : found.log().equals(mark.log());
  }
}
