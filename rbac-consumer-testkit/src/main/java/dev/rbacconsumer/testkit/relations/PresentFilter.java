package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;

/**
 * Filters as the Inventory API with a store behind it reads them: a field that is present counts
 * even when it is empty, except for ids, and a relation always gets its prefix.
 */
final class PresentFilter {
  private PresentFilter() {}

  static TupleFilter of(RelationTupleFilter message) {
    requireBoth(message.hasResourceNamespace(), message.hasResourceType(), "resource");
    String type = "";
    if (message.hasResourceType()) {
      type = message.getResourceNamespace() + "/" + message.getResourceType();
      StorePatterns.type("relationship_filter.resource_type", type);
    }
    if (!message.getResourceId().isEmpty()) {
      StorePatterns.id("relationship_filter.optional_resource_id", message.getResourceId());
    }
    String relation = "";
    if (message.hasRelation()) {
      relation = StoreRules.storedRelation(message.getRelation());
      StorePatterns.name("relationship_filter.optional_relation", relation);
    }
    return new TupleFilter(
        type,
        message.getResourceId(),
        relation,
        message.hasSubjectFilter() ? subject(message.getSubjectFilter()) : null);
  }

  private static TupleFilter.OfSubject subject(SubjectFilter message) {
    requireBoth(message.hasSubjectNamespace(), message.hasSubjectType(), "subject");
    String type =
        message.hasSubjectType()
            ? message.getSubjectNamespace() + "/" + message.getSubjectType()
            : "";
    StorePatterns.type("relationship_filter.optional_subject_filter.subject_type", type);
    if (!message.getSubjectId().isEmpty()) {
      StorePatterns.subjectId(message.getSubjectId());
    }
    if (!message.getRelation().isEmpty()) {
      StorePatterns.name("optional_subject_filter.optional_relation", message.getRelation());
    }
    return new TupleFilter.OfSubject(
        type, message.getSubjectId(), message.hasRelation() ? message.getRelation() : null);
  }

  private static void requireBoth(boolean namespace, boolean type, String end) {
    if (namespace != type) {
      throw WireRefusals.plain(
          StatusCode.UNKNOWN,
          "SpiceDB request validation: " + end + "_namespace and " + end + "_type go together");
    }
  }
}
