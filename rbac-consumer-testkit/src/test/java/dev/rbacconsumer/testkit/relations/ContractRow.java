package dev.rbacconsumer.testkit.relations;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of the wire contract.
 *
 * @param name as the table in {@code docs/relations-api.md} has it
 * @param setUp of the server
 * @param given what is done to it before the call
 * @param givenStore what is done to its store before the call
 * @param call that is refused
 * @param storeCall the same, where SpiceDB's interface has it as well; null elsewhere
 * @param summary code, domain and reason of the refusal
 * @param text that its message holds
 * @param conclusion what the client makes of exactly this answer, given to one of its writes
 */
record ContractRow(
    String name,
    UnaryOperator<RelationsServerBuilder> setUp,
    Consumer<RelationsServer> given,
    Preparation givenStore,
    Attempt<WireClient> call,
    @Nullable Attempt<TupleCalls> storeCall,
    String summary,
    String text,
    String conclusion) {

  /** A call with a client that sends whatever it is given. */
  interface Attempt<C> {
    void make(C client);
  }

  /** A change of the store that a refusal needs. */
  interface Preparation {
    void prepare(StoreAccess store) throws InterruptedException;
  }

  static ContractRow of(String name) {
    return new ContractRow(name, it -> it, it -> {}, it -> {}, it -> {}, null, "", "", "");
  }

  ContractRow on(UnaryOperator<RelationsServerBuilder> setUp) {
    return new ContractRow(
        name, setUp, given, givenStore, call, storeCall, summary, text, conclusion);
  }

  ContractRow given(Consumer<RelationsServer> given) {
    return new ContractRow(
        name, setUp, given, givenStore, call, storeCall, summary, text, conclusion);
  }

  ContractRow givenStore(Preparation givenStore) {
    return new ContractRow(
        name, setUp, given, givenStore, call, storeCall, summary, text, conclusion);
  }

  /** A call of Kessel alone. */
  ContractRow calling(Attempt<WireClient> call) {
    return new ContractRow(name, setUp, given, givenStore, call, null, summary, text, conclusion);
  }

  /** A call of Kessel that the store refuses, so that it can be made to the store as well. */
  ContractRow callingStore(Attempt<TupleCalls> call) {
    return new ContractRow(
        name, setUp, given, givenStore, call::make, call, summary, text, conclusion);
  }

  ContractRow isRefused(String summary, String text) {
    return new ContractRow(
        name, setUp, given, givenStore, call, storeCall, summary, text, conclusion);
  }

  ContractRow so(String conclusion) {
    return new ContractRow(
        name, setUp, given, givenStore, call, storeCall, summary, text, conclusion);
  }

  /** Whether a real SpiceDB can be asked. */
  boolean isOfTheStore() {
    return storeCall != null;
  }

  @Override
  public String toString() {
    return name;
  }
}
