package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.action.OperatorPause;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the pause of a partition into the metadata of a commit, and reads it. */
final class PauseText {
  private static final Pattern SINCE = Pattern.compile(" paused-since=([0-9]{1,15})(?=\\s|$)");
  private static final MetadataText BY = new MetadataText("paused-by", 64);
  private static final MetadataText REASON = new MetadataText("paused-for", 256);

  private PauseText() {}

  /** Returns the part of a pause that fits: long texts are cut, and the time has milliseconds. */
  static OperatorPause kept(OperatorPause pause) {
    return new OperatorPause(
        BY.kept(pause.by()),
        REASON.kept(pause.reason()),
        Instant.ofEpochMilli(pause.since().toEpochMilli()));
  }

  /** Returns the form in which a pause is stored; later versions must keep reading it. */
  static String of(OperatorPause pause) {
    return " paused-since="
        + pause.since().toEpochMilli()
        + BY.of(pause.by())
        + REASON.of(pause.reason());
  }

  /** Parses the part of a stored text that {@link #of} wrote; empty if there is none. */
  static Optional<OperatorPause> parse(String text) {
    Matcher found = SINCE.matcher(text);
    return found.find()
        ? Optional.of(
            new OperatorPause(
                BY.read(text),
                REASON.read(text),
                Instant.ofEpochMilli(Long.parseLong(found.group(1)))))
        : Optional.empty();
  }
}
