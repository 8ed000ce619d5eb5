package org.lstmc.hwsim.ese;

/**
 * One matrix through the processing elements of a channel, exact to the cycle. An activation is
 * broadcast, one a cycle, in a cycle at whose start every element's queue has room. An element that
 * is free takes the head of its queue in the cycle after it came in at the earliest, and spends a
 * cycle on each entry of that column; a column in which it has none takes {@code emptyColumn}
 * cycles (its pointers are read). A place is free from the cycle after its activation was taken.
 *
 * <p>Everything is in cycles of elements, all elements together: kept, padding, empty, starved and
 * drained add up to {@code cycles * pes}.
 *
 * @param cycles from the first broadcast until the last element is done
 * @param kept on kept weights
 * @param padding on zero entries of long gaps
 * @param empty on columns without an entry
 * @param starved with an empty queue while columns were left
 * @param drained after the element's last column
 */
record QueueRun(long cycles, long kept, long padding, long empty, long starved, long drained) {

  /**
   * Runs a matrix.
   *
   * <p>With I the cycle of a broadcast and S the cycle in which element p takes column j: {@code
   * I[j] = max(I[j-1]+1, max_p S[p][j-depth]+1)}, {@code S[p][j] = max(I[j]+1,
   * S[p][j-1]+w[p][j-1])}.
   */
  static QueueRun of(PeLoad load, int depth, int emptyColumn) {
    int pes = load.pes();
    int[] entries = load.entries();
    long[] free = new long[pes]; // first cycle after the work of the column before
    long[] lastTaken = new long[depth]; // by column mod depth: when the slowest element took it
    long issue = -1;
    long empty = 0;
    long starved = 0;
    for (int j = 0; j < load.cols(); j++) {
      int slot = j % depth;
      issue = Math.max(issue + 1, j < depth ? 0 : lastTaken[slot] + 1);
      long here = issue + 1;
      long slowest = here;
      int at = j * pes;
      for (int p = 0; p < pes; p++) {
        long start = Math.max(here, free[p]);
        starved += start - free[p];
        slowest = Math.max(slowest, start);
        int work = entries[at + p];
        if (work == 0) {
          work = emptyColumn;
          empty += emptyColumn;
        }
        free[p] = start + work;
      }
      lastTaken[slot] = slowest;
    }
    long end = 0;
    for (long f : free) {
      end = Math.max(end, f);
    }
    long drained = 0;
    for (long f : free) {
      drained += end - f;
    }
    return new QueueRun(end, load.kept(), load.padding(), empty, starved, drained);
  }
}
