package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownTablesTest {
  private static final String HEADER = "text\n\n| a | b |\n|---|---|\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"| 1 | 2 |", "|  | |", "| 1 | `a \\| b` |", "1 | 2", "| 1 | 2 |\n\ntext | more"})
  void rowsWithTheCellsOfTheHeaderAreEven(String rows) {
    assertThat(MarkdownTables.unevenRows(HEADER + rows)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"| 1 |", "| 1 | 2 | 3 |", "| 1 | `a | b` |", "| 1 | 2 | 3", "1 | 2 | 3"})
  void rowsWithMoreOrFewerCellsAreFound(String row) {
    assertThat(MarkdownTables.unevenRows(HEADER + "| 1 | 2 |\n" + row))
        .containsExactly("line 6: want 2 cells, got " + row);
  }

  @Test
  void aDelimiterOfAnotherLengthIsFound() {
    assertThat(MarkdownTables.unevenRows("| a | b |\n|---|\n| 1 | 2 |\n"))
        .containsExactly("line 2: want 2 cells, got |---|");
  }

  @Test
  void aRowApartFromItsTableIsFound() {
    assertThat(MarkdownTables.unevenRows(HEADER + "\n| 1 | 2 |\n"))
        .containsExactly("line 6: a row without a header: | 1 | 2 |");
  }

  @Test
  void barsInCodeMakeNoTable() {
    assertThat(MarkdownTables.unevenRows("```sh\n| sort |\n```\n")).isEmpty();
  }
}
