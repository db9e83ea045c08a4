package dev.rbacconsumer.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void paragraphsAndTablesAreApart() {
    Figures figures =
        new Figures()
            .paragraph("Two of them:")
            .table(List.of("name", "times"), List.of(List.of("a|b", "1"), List.of("c", "2")));

    assertThat(figures.markdown())
        .isEqualTo("Two of them:\n\n| name | times |\n|---|---|\n| a\\|b | 1 |\n| c | 2 |\n");
  }

  @Test
  void aTableIsFoldedColumnByColumn() {
    Figures figures =
        new Figures()
            .foldedTable(
                "n", "t", List.of(List.of("a", "1"), List.of("b", "2"), List.of("c", "3")), 2);

    assertThat(figures.markdown())
        .isEqualTo("| n | t | n | t |\n|---|---|---|---|\n| a | 1 | c | 3 |\n| b | 2 |  |  |\n");
  }

  @Test
  void anUnevenRowIsRefused() {
    assertThatThrownBy(() -> new Figures().table(List.of("name"), List.of(List.of("a", "1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("want 1 cells, got [a, 1]");
  }
}
