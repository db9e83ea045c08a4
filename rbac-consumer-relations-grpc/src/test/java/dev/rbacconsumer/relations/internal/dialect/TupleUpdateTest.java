package dev.rbacconsumer.relations.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TupleUpdateTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @ParameterizedTest(name = "{0} tuples, {1} at most: {2}")
  @CsvSource({
    "0, 10, ''",
    "1, 10, 1",
    "10, 10, 10",
    "11, 10, 10 1",
    "20, 10, 10 10",
    "3, 1, 1 1 1"
  })
  void piecesHoldNoMoreThanTheCount(int tuples, int most, String sizes) {
    List<List<TupleUpdate<Relationship>>> chunks =
        TupleUpdate.chunks(additions(TestTuples.members(tuples)), most, NO_LIMIT);

    assertThat(sizes(chunks)).isEqualTo(sizes);
  }

  @Test
  void piecesHoldNoMoreThanTheBytes() {
    List<TupleUpdate<Relationship>> additions = additions(TestTuples.members(10));
    int size = additions.get(0).size();

    assertThat(sizes(TupleUpdate.chunks(additions, 100, 3 * size))).isEqualTo("3 3 3 1");
    assertThat(sizes(TupleUpdate.chunks(additions, 100, 3 * size - 1))).isEqualTo("2 2 2 2 2");
  }

  @Test
  void aTupleLargerThanTheLimitGoesAlone() {
    List<TupleUpdate<Relationship>> additions = additions(TestTuples.members(3));

    assertThat(sizes(TupleUpdate.chunks(additions, 100, 1))).isEqualTo("1 1 1");
  }

  @Test
  void piecesKeepTheOrderAndLoseNothing() {
    List<TupleUpdate<Relationship>> additions = additions(TestTuples.members(23));

    assertThat(TupleUpdate.chunks(additions, 5, NO_LIMIT).stream().flatMap(List::stream).toList())
        .isEqualTo(additions);
  }

  @Test
  void theSizeIsWhatTheRequestGrowsBy() {
    CreateTuplesRequest.Builder request = CreateTuplesRequest.newBuilder().setUpsert(true);
    int before = request.build().getSerializedSize();
    List<TupleUpdate<Relationship>> additions =
        additions(List.of(TestTuples.member("x".repeat(1024))));

    request.addTuples(additions.get(0).message());

    assertThat(request.build().getSerializedSize() - before).isEqualTo(additions.get(0).size());
  }

  @Test
  void whatTheLimitsWouldAllowInOnePieceIsHalved() {
    List<TupleUpdate<Relationship>> additions = additions(TestTuples.members(5));

    assertThat(sizes(TupleUpdate.split(additions, 100, NO_LIMIT))).isEqualTo("3 2");
    assertThat(sizes(TupleUpdate.split(additions, 2, NO_LIMIT))).isEqualTo("2 2 1");
    assertThat(sizes(TupleUpdate.split(additions.subList(0, 2), 100, NO_LIMIT))).isEqualTo("1 1");
  }

  @Test
  void removalsComeFirstWhereWritesTakeThem() {
    TupleChange change =
        TupleChange.net(TestTuples.members(2), List.of(TestTuples.boundToMembers()));

    var kessel = TupleUpdate.all(change, KesselDialect.relations());
    var spiceDb = TupleUpdate.all(change, SpiceDbDialect.of(StoreNames.KESSEL));

    assertThat(kessel).extracting(TupleUpdate::removal).containsExactly(false);
    assertThat(spiceDb).extracting(TupleUpdate::removal).containsExactly(true, true, false);
  }

  private static List<TupleUpdate<Relationship>> additions(List<RelationTuple> tuples) {
    return TupleUpdate.all(TupleChange.net(List.of(), tuples), KesselDialect.relations());
  }

  private static String sizes(List<List<TupleUpdate<Relationship>>> chunks) {
    return String.join(" ", chunks.stream().map(chunk -> "" + chunk.size()).toList());
  }
}
