package dev.rbacconsumer.launcher.bench.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Workload WORKLOAD = new Workload(7, 1, 5000, 20, 100);

  @Test
  void theSameSeedDrawsTheSameMessages() {
    assertThat(messages(WORKLOAD, 0)).isEqualTo(messages(new Workload(7, 1, 5000, 20, 100), 0));
    assertThat(messages(WORKLOAD, 0)).isNotEqualTo(messages(new Workload(8, 1, 5000, 20, 100), 0));
  }

  @Test
  void messagesHaveTheSizesOfTheRealProducer() {
    List<WorkloadMessage> messages = messages(WORKLOAD, 0);
    List<Integer> additions = messages.stream().map(it -> it.additions().size()).toList();
    List<Integer> removals = messages.stream().map(it -> it.removals().size()).toList();

    assertThat(additions).contains(1, 2, 3, 4, 5).anyMatch(it -> it >= 50).contains(1000);
    assertThat(additions).allMatch(it -> it >= 1 && it <= 1000);
    assertThat(removals).contains(0, 1, 2, 3, 50);
    assertThat(mean(additions)).isBetween(3.0, 5.0);
    assertThat(mean(removals)).isBetween(1.0, 2.0);
  }

  @Test
  void noMessageRemovesAndAddsTheSameTuple() {
    for (WorkloadMessage message : messages(WORKLOAD, 0)) {
      assertThat(Collections.disjoint(message.additions(), message.removals()))
          .as(message.toString())
          .isTrue();
    }
  }

  @Test
  void noTupleIsInTwoPartitions() {
    Workload two = new Workload(7, 2, 400, 0, 10);

    assertThat(tuples(two, 0)).isNotEmpty().doesNotContainAnyElementsOf(tuples(two, 1));
  }

  @Test
  void backlogIsMarkedEvenlyAndSteadyMessagesAllAre() {
    List<Mark> marks =
        messages(WORKLOAD, 0).stream()
            .flatMap(it -> it.additions().stream())
            .flatMap(it -> Mark.of(it.resource().id()).stream())
            .toList();

    assertThat(marks).contains(new Mark(0, 0), new Mark(0, 50), new Mark(0, 4999));
    assertThat(marks).filteredOn(it -> it.number() < 5000).hasSize(WORKLOAD.backlogMarks());
    assertThat(marks).filteredOn(it -> it.number() >= 5000).hasSize(20);
  }

  @Test
  void partitionsShareTheMessages() {
    Workload three = new Workload(1, 3, 10, 4, 5);

    assertThat(three.backlog(0)).isEqualTo(4);
    assertThat(three.backlog(2)).isEqualTo(3);
    assertThat(three.messages(0)).isEqualTo(6);
    assertThat(three.messages(1) + three.messages(2)).isEqualTo(8);
  }

  @Test
  void anotherOrderLeavesOtherTuples() {
    Set<String> swapped = new HashSet<>();
    List<WorkloadMessage> messages = messages(WORKLOAD, 0);
    for (int i = 0; i < messages.size() - 1; i += 2) {
      apply(messages.get(i + 1), swapped);
      apply(messages.get(i), swapped);
    }

    assertThat(swapped).isNotEqualTo(WORKLOAD.finalTuples());
  }

  @Test
  void finalTuplesAreThoseOfAllMessagesInOrder() {
    Set<String> inOrder = new HashSet<>();
    messages(WORKLOAD, 0).forEach(message -> apply(message, inOrder));

    assertThat(WORKLOAD.finalTuples()).isEqualTo(inOrder);
  }

  private static void apply(WorkloadMessage message, Set<String> tuples) {
    message.removals().forEach(it -> tuples.remove(it.toString()));
    message.additions().forEach(it -> tuples.add(it.toString()));
  }

  private static List<WorkloadMessage> messages(Workload workload, int partition) {
    MessageDraws draws = workload.draws(partition);
    List<WorkloadMessage> messages = new ArrayList<>();
    for (int i = 0; i < workload.messages(partition); i++) {
      messages.add(draws.next());
    }
    return messages;
  }

  private static Set<RelationTuple> tuples(Workload workload, int partition) {
    Set<RelationTuple> tuples = new HashSet<>();
    messages(workload, partition).forEach(it -> tuples.addAll(it.additions()));
    return tuples;
  }

  private static double mean(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).average().orElseThrow();
  }
}
