package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import java.io.IOException;
import java.util.Optional;

/**
 * One action of an operator, as the audit trail keeps it.
 *
 * @param body the operator's request
 * @param carriedOut the action that delivery was to carry out; empty if it never came to that
 * @param reply its result
 * @param before state of the partition before the action, in a few words
 * @param after state of the partition after the action, in a few words
 * @param instance name of the instance that carried it out
 */
record AuditEntry(
    ActionBody body,
    Optional<OperatorAction> carriedOut,
    ActionReply reply,
    String before,
    String after,
    String instance) {
  /** Returns the entry as a JSON object on one line. Its names are public. */
  String json() {
    return FieldWriter.object(this, AuditEntry::write);
  }

  private static void write(AuditEntry entry, FieldWriter fields) throws IOException {
    ActionBody body = entry.body;
    Optional<Letters.Wanted> letter = body.action().match(act -> Optional.empty(), Optional::of);
    fields.text("kind", "action");
    fields.instant("at", body.now());
    fields.text("action", body.action().label());
    fields.text("topic", body.partition().topic());
    fields.number("partition", body.partition().number());
    fields.number("offset", entry.offset());
    fields.known("digest", SafeText.field(entry.digest()));
    fields.known("letter", letter.map(Letters.Wanted::place).orElse(""));
    fields.text("by", SafeText.field(body.by()));
    fields.known("reason", SafeText.sentence(body.reason()));
    fields.text("result", entry.reply.code().result().label());
    fields.text("code", entry.reply.code().label());
    fields.text("message", entry.reply.message());
    fields.text("before", entry.before);
    fields.text("after", entry.after);
    fields.text("instance", entry.instance);
  }

  /** Returns the offset of the record that the action concerns. */
  private Optional<Long> offset() {
    return carriedOut.flatMap(
        action ->
            action.match(
                retry -> Optional.empty(),
                pause -> Optional.empty(),
                resume -> Optional.empty(),
                aside -> Optional.of(aside.offset().value()),
                replay -> Optional.of(replay.record().offset().value()),
                release -> Optional.of(release.offset().value())));
  }

  private String digest() {
    return body.action()
        .match(
            act ->
                act.match(
                    retry -> "",
                    pause -> "",
                    resume -> "",
                    OperatorAction.SetAside::digest,
                    replay -> "",
                    OperatorAction.ReleaseParked::digest),
            Letters.Wanted::digest);
  }
}
