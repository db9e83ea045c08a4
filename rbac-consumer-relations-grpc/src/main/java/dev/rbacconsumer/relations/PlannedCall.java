package dev.rbacconsumer.relations;

import java.util.List;

/**
 * One call as it would be made, but for the fence, which only an owner has.
 *
 * @param method name of the call, such as {@code DeleteTuples}
 * @param request its fields in protobuf's text format: the filter of a delete, or a line for each
 *     update of a write. Text from messages is escaped
 */
public record PlannedCall(String method, List<String> request) {
  public PlannedCall {
    request = List.copyOf(request);
  }
}
