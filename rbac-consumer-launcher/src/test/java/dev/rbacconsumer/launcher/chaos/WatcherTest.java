package dev.rbacconsumer.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatcherTest {
  private final Watcher watcher = new Watcher();
  private long revision;

  @Test
  void whatFollowsTheLogIsFine() {
    add("p0-k1", 0);
    remove("p0-k1", 0);
    add("p0-k1", 3);
    add("p1-k1", 1);

    assertThat(watcher.violations()).isEmpty();
    assertThat(watcher.latest(0)).isEqualTo(3);
    assertThat(watcher.latest(1)).isEqualTo(1);
    assertThat(watcher.latest(2)).isEqualTo(-1);
    assertThat(watcher.tuples()).isEqualTo(3);
  }

  @Test
  void aTupleThatComesBackAfterItsRemovalIsSeen() {
    add("p0-k1", 7);
    remove("p0-k1", 7);

    add("p0-k1", 7);

    assertThat(watcher.reappearances()).isEqualTo(1);
    assertThat(watcher.violations()).singleElement().asString().contains("seen again", "v7");
  }

  @Test
  void aRecordThatAppearsBehindALaterOneIsSeen() {
    add("p0-k1", 8);

    add("p0-k2", 7);

    assertThat(watcher.reappearances()).isZero();
    assertThat(watcher.violations()).singleElement().asString().contains("out of order", "v7");
  }

  @Test
  void partitionsHaveNoOrderAmongEachOther() {
    add("p0-k1", 8);

    add("p1-k1", 7);

    assertThat(watcher.violations()).isEmpty();
  }

  private void add(String group, int number) {
    write(Set.of(tuple(group, number)), Set.of());
  }

  private void remove(String group, int number) {
    write(Set.of(), Set.of(tuple(group, number)));
  }

  private void write(Set<RelationTuple> added, Set<RelationTuple> removed) {
    watcher.accept(new StoreWrite(++revision, added, removed, Optional.empty()));
  }

  private static RelationTuple tuple(String group, int number) {
    return RelationTuple.parse(
        "rbac/group:%s#t_member@rbac/principal:v%d".formatted(group, number));
  }
}
