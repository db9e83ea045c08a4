package dev.rbacconsumer.core.status.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Table with columns as wide as their content, and with numbers aligned to the right. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> heads;
  private final int leftColumn;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param leftColumn index of the column with words, which are aligned to the left; all others
   *     hold numbers
   */
  Table(List<String> heads, int leftColumn) {
    this.heads = heads;
    this.leftColumn = leftColumn;
  }

  void add(List<String> row) {
    rows.add(row);
  }

  String head() {
    return line(heads, (cell, padded) -> padded);
  }

  /**
   * @param paint formats words, from a cell and the same cell in its full width
   */
  List<String> lines(BinaryOperator<String> paint) {
    return rows.stream().map(row -> line(row, paint)).toList();
  }

  private String line(List<String> row, BinaryOperator<String> paint) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      int width = width(i);
      String cell = row.get(i);
      String blanks = " ".repeat(width - cell.length());
      cells.add(i == leftColumn ? paint.apply(cell, cell + blanks) : blanks + cell);
    }
    return String.join(GAP, cells);
  }

  private int width(int column) {
    int width = heads.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
