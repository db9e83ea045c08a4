package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.text.SafeText;
import java.io.IOException;
import java.util.Optional;

/**
 * One action of an operator, as the audit trail keeps it.
 *
 * @param request the operator's request
 * @param reply its result
 * @param before state of the partition before the action, in a few words
 * @param after state of the partition after the action, in a few words
 * @param instance name of the instance that carried it out
 */
record AuditEntry(
    ActionRequest request, ActionReply reply, String before, String after, String instance) {
  /** Returns the entry as a JSON object on one line. Its names are public. */
  String json() {
    return FieldWriter.object(this, AuditEntry::write);
  }

  private static void write(AuditEntry entry, FieldWriter fields) throws IOException {
    ActionRequest request = entry.request;
    fields.text("kind", "action");
    fields.instant("at", request.at());
    fields.text("action", request.action().label());
    fields.text("topic", request.partition().topic());
    fields.number("partition", request.partition().number());
    fields.number("offset", offset(request.action()));
    fields.known("digest", SafeText.field(digest(request.action())));
    fields.text("by", SafeText.field(request.by()));
    fields.known("reason", SafeText.sentence(request.reason()));
    fields.text("result", entry.reply.code().result().label());
    fields.text("code", entry.reply.code().label());
    fields.text("message", entry.reply.message());
    fields.text("before", entry.before);
    fields.text("after", entry.after);
    fields.text("instance", entry.instance);
  }

  /** Returns the offset of the record that the action concerns. */
  private static Optional<Long> offset(OperatorAction action) {
    return action.match(
        retry -> Optional.empty(),
        pause -> Optional.empty(),
        resume -> Optional.empty(),
        aside -> Optional.of(aside.offset().value()),
        replay -> Optional.empty(),
        release -> Optional.of(release.offset().value()));
  }

  private static String digest(OperatorAction action) {
    return action.match(
        retry -> "",
        pause -> "",
        resume -> "",
        OperatorAction.SetAside::digest,
        replay -> "",
        OperatorAction.ReleaseParked::digest);
  }
}
