package org.lstmc.hwsim.asic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table that ships with the tool: comma-separated, {@code #} starts a comment line. */
final class TechnologyTable {
  private TechnologyTable() {}

  /** Cells of every row by the heading of their column. */
  static List<Map<String, String>> rows(String name) {
    String resource = "/technology/" + name;
    List<Map<String, String>> rows = new ArrayList<>();
    try (InputStream in = TechnologyTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String[] head = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        String[] cells = line.split(",", -1);
        if (head == null) {
          head = cells;
          continue;
        }
        if (cells.length != head.length) {
          throw new IllegalStateException(resource + ": wrong number of cells: " + line);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
          row.put(head[i], cells[i]);
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
