package dev.rbacconsumer.testkit.relations.protocol;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;

/**
 * Interprets filters as the Inventory API does with a store as its backend: a field that is present
 * counts even if it is empty, except for ids, and a relation always gets its prefix.
 */
public final class PresentFilter {
  private PresentFilter() {}

  public static RelationshipFilter of(RelationTupleFilter message) {
    requireBoth(message.hasResourceNamespace(), message.hasResourceType(), "resource");
    RelationshipFilter.Builder filter =
        RelationshipFilter.newBuilder().setOptionalResourceId(message.getResourceId());
    if (message.hasResourceType()) {
      filter.setResourceType(message.getResourceNamespace() + "/" + message.getResourceType());
    }
    if (message.hasRelation()) {
      filter.setOptionalRelation(StoreRules.storedRelation(message.getRelation()));
    }
    if (message.hasSubjectFilter()) {
      SubjectFilter subject = message.getSubjectFilter();
      requireBoth(subject.hasSubjectNamespace(), subject.hasSubjectType(), "subject");
      String type =
          subject.hasSubjectType()
              ? subject.getSubjectNamespace() + "/" + subject.getSubjectType()
              : "";
      filter.setOptionalSubjectFilter(WireTuples.subjectOf(type, subject));
    }
    return filter.build();
  }

  private static void requireBoth(boolean namespace, boolean type, String end) {
    if (namespace != type) {
      throw WireRefusals.plain(
          GrpcErrorCode.UNKNOWN,
          "SpiceDB request validation: " + end + "_namespace and " + end + "_type go together");
    }
  }
}
