package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditionTest {
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
    List<List<Addition>> chunks =
        Addition.chunks(Addition.all(TestTuples.members(tuples)), most, NO_LIMIT);

    assertThat(sizes(chunks)).isEqualTo(sizes);
  }

  @Test
  void piecesHoldNoMoreThanTheBytes() {
    List<Addition> additions = Addition.all(TestTuples.members(10));
    int size = additions.get(0).size();

    assertThat(sizes(Addition.chunks(additions, 100, 3 * size))).isEqualTo("3 3 3 1");
    assertThat(sizes(Addition.chunks(additions, 100, 3 * size - 1))).isEqualTo("2 2 2 2 2");
  }

  @Test
  void aTupleLargerThanTheLimitGoesAlone() {
    List<Addition> additions = Addition.all(TestTuples.members(3));

    assertThat(sizes(Addition.chunks(additions, 100, 1))).isEqualTo("1 1 1");
  }

  @Test
  void piecesKeepTheOrderAndLoseNothing() {
    List<Addition> additions = Addition.all(TestTuples.members(23));

    assertThat(Addition.chunks(additions, 5, NO_LIMIT).stream().flatMap(List::stream).toList())
        .isEqualTo(additions);
  }

  @Test
  void theSizeIsWhatTheRequestGrowsBy() {
    CreateTuplesRequest.Builder request = CreateTuplesRequest.newBuilder().setUpsert(true);
    int before = request.build().getSerializedSize();
    List<Addition> additions = Addition.all(List.of(TestTuples.member("x".repeat(1024))));

    request.addTuples(additions.get(0).message());

    assertThat(request.build().getSerializedSize() - before).isEqualTo(additions.get(0).size());
  }

  @Test
  void whatTheLimitsWouldAllowInOnePieceIsHalved() {
    List<Addition> additions = Addition.all(TestTuples.members(5));

    assertThat(sizes(Addition.split(additions, 100, NO_LIMIT))).isEqualTo("3 2");
    assertThat(sizes(Addition.split(additions, 2, NO_LIMIT))).isEqualTo("2 2 1");
    assertThat(sizes(Addition.split(additions.subList(0, 2), 100, NO_LIMIT))).isEqualTo("1 1");
  }

  private static String sizes(List<List<Addition>> chunks) {
    return String.join(" ", chunks.stream().map(chunk -> "" + chunk.size()).toList());
  }
}
