package dev.rbacconsumer.core.token;

import java.util.List;
import java.util.Optional;

/**
 * Writes that one applied event asks for.
 *
 * @param writes the token first, then the notification; may be empty
 * @param skipped why there is no token to store; empty if there is one, or if it is refused
 * @param refusals one sentence without content of the event for each text that cannot be written
 */
public record TokenPlan(
    List<TokenWrite> writes, Optional<SkipReason> skipped, List<String> refusals) {
  public TokenPlan {
    writes = List.copyOf(writes);
    refusals = List.copyOf(refusals);
  }
}
