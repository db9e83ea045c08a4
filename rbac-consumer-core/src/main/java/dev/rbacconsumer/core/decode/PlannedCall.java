package dev.rbacconsumer.core.decode;

import java.util.List;

/**
 * Planned call to the store, without the fence, which only an owner has.
 *
 * @param method name of the method, such as {@code DeleteTuples}
 * @param request fields of the request in protobuf's text format: the filter of a delete, or a line
 *     for each update of a write. Text from messages is escaped
 */
public record PlannedCall(String method, List<String> request) {
  public PlannedCall {
    request = List.copyOf(request);
  }
}
