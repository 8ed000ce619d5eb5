package org.lstmc.hwsim.parts.tensor;

/**
 * Walks a product tile by tile. In each of K cycles an element's column gives one word, which its
 * MACs multiply with the same weights as all others'; then the sums leave, so many rows a cycle
 * that the last leave in {@code passCycles}. A cycle that wants several words of one bank lasts as
 * many cycles.
 */
final class TileWalk {
  private TileWalk() {}

  /**
   * Walks a step.
   *
   * @param values computes along; null to count alone
   */
  static TileCounts walk(ArrayStep s, ArrayShape array, TileValues values) {
    final BankCount banks = new BankCount(array.banks());
    final int k = s.k();
    final int o = s.o();
    final int l = s.l();
    final ArrayShape.Tile t = s.tile();
    final int beat = array.rowsPerBeat(t);
    long tiles = 0;
    long readWaits = 0;
    long writeWaits = 0;
    for (int row = 0; row < o; row += t.rows()) {
      int rows = Math.min(t.rows(), o - row);
      for (int col = 0; col < l; col += t.cols()) {
        int cols = Math.min(t.cols(), l - col);
        long readsBefore = readWaits;
        long writesBefore = writeWaits;
        if (values != null) {
          values.begin();
        }
        for (int i = 0; i < k; i++) {
          readWaits += banks.cycles(s.reads(), i * l + col, i * l + col + cols) - 1;
          if (values != null) {
            values.multiply(row, col, i);
          }
        }
        for (int r = 0; r < rows; r += beat) {
          int to = Math.min(rows, r + beat);
          if (s.writes() != null && array.timesWrites()) {
            banks.clear();
            int most = 1;
            for (int y = row + r; y < row + to; y++) {
              for (int x = col; x < col + cols; x++) {
                most = Math.max(most, banks.want(s.writes()[y * l + x]));
              }
            }
            writeWaits += most - 1;
          }
          if (values != null) {
            values.leave(row, col, r, to);
          }
        }
        if (values != null) {
          values.end(row, col, readWaits - readsBefore, writeWaits - writesBefore);
        }
        tiles++;
      }
    }
    long rowTiles = (o + t.rows() - 1L) / t.rows();
    return new TileCounts(
        tiles * k,
        tiles * array.passCycles(),
        readWaits,
        writeWaits,
        rowTiles * k * l,
        s.writes() == null ? 0 : (long) o * l,
        tiles * k,
        s.macs());
  }
}
