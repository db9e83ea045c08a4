package dev.rbacconsumer.core.status.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Table with columns as wide as their content, and with numbers aligned to the right. Confined to
 * one thread.
 */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> heads;
  private final Set<Integer> leftColumns = new HashSet<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Creates a table without rows.
   *
   * @param leftColumns indexes of the columns with words, which are aligned to the left; all others
   *     hold numbers
   */
  public Table(List<String> heads, int... leftColumns) {
    this.heads = heads;
    for (int column : leftColumns) {
      this.leftColumns.add(column);
    }
  }

  /** Adds a row with a cell for each column. */
  public void add(List<String> row) {
    rows.add(row);
  }

  /** Returns the line with the heads. */
  public String head() {
    return line(heads, (cell, padded) -> padded);
  }

  /**
   * Returns a line for each row.
   *
   * @param paint formats words, from a cell and the same cell in its full width
   */
  public List<String> lines(BinaryOperator<String> paint) {
    return rows.stream().map(row -> line(row, paint)).toList();
  }

  private String line(List<String> row, BinaryOperator<String> paint) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      int width = width(i);
      String cell = row.get(i);
      String blanks = " ".repeat(width - cell.length());
      cells.add(leftColumns.contains(i) ? paint.apply(cell, cell + blanks) : blanks + cell);
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
