package dev.rbacconsumer.testkit.relations;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One row of a table of the wire contract.
 *
 * @param name as the table in {@code docs/relations-api.md} has it
 * @param setUp of the server
 * @param given what is done to it before the call
 * @param call that is refused
 * @param summary code, domain and reason of the refusal
 * @param text that its message holds
 * @param conclusion what the client makes of exactly this answer, given to one of its writes
 */
record ContractRow(
    String name,
    UnaryOperator<RelationsServerBuilder> setUp,
    Consumer<RelationsServer> given,
    Attempt call,
    String summary,
    String text,
    String conclusion) {

  /** A call with a client that has no manners. */
  interface Attempt {
    void make(WireClient client);
  }

  static ContractRow of(String name) {
    return new ContractRow(name, it -> it, it -> {}, it -> {}, "", "", "");
  }

  ContractRow on(UnaryOperator<RelationsServerBuilder> setUp) {
    return new ContractRow(name, setUp, given, call, summary, text, conclusion);
  }

  ContractRow given(Consumer<RelationsServer> given) {
    return new ContractRow(name, setUp, given, call, summary, text, conclusion);
  }

  ContractRow calling(Attempt call) {
    return new ContractRow(name, setUp, given, call, summary, text, conclusion);
  }

  ContractRow isRefused(String summary, String text) {
    return new ContractRow(name, setUp, given, call, summary, text, conclusion);
  }

  ContractRow so(String conclusion) {
    return new ContractRow(name, setUp, given, call, summary, text, conclusion);
  }

  @Override
  public String toString() {
    return name;
  }
}
