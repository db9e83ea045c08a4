package dev.rbacconsumer.launcher.outage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How the figures of the status page become cells. */
final class TilesTest {
  @Test
  void eachTileHasItsValueAndItsNote() {
    String page =
        """
        <dl id="figures"><div data-key="Lag" class="figure"><dt data-key="dt">Lag</dt>\
        <dd data-key="dd"><span data-key="value">–</span>\
        <small data-key="note">records not committed</small></dd></div>\
        <div><dt>Kafka read</dt><dd><span>0.3&nbsp;s ago</span><small>the last poll</small></dd>\
        </div></dl>
        """;

    assertThat(Tiles.parse(page))
        .containsEntry("Lag", "–, records not committed")
        .containsEntry("Kafka read", "0.3 s ago, the last poll")
        .hasSize(2);
  }

  @Test
  void aPageThatIsNoneHasNoTiles() {
    assertThat(Tiles.parse("<html><body>This site can’t be reached</body></html>")).isEmpty();
  }
}
