package org.lstmc.hwsim.brds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.lstmc.core.number.ValueTable;
import org.lstmc.core.quantize.datapath.StepTrace;
import org.lstmc.hwsim.parts.StoredRows;
import org.lstmc.hwsim.rtl.BitWord;

/** Which bits of an engine's memories the outputs of one run can depend on. */
final class BrdsLive {
  private final List<StepTrace> steps;

  BrdsLive(List<StepTrace> steps) {
    this.steps = steps;
  }

  /** Operands of a part, by layer and step; null where the part has none in that step. */
  @FunctionalInterface
  interface Operands {
    long[] of(int layer, int step);
  }

  /** Inputs of a layer. */
  long[] input(int layer, int step) {
    return steps.get(step).layers().get(layer).input();
  }

  /** State before a step. */
  long[] state(int layer, int step) {
    return step == 0 ? null : steps.get(step - 1).layers().get(layer).state();
  }

  /** What a projection reads. */
  long[] hidden(int layer, int step) {
    return steps.get(step).layers().get(layer).hidden();
  }

  /** Columns of a part whose operands are not always zero. */
  private boolean[] used(Operands operands, int layer, int cols) {
    boolean[] used = new boolean[cols];
    for (int t = 0; t < steps.size(); t++) {
      long[] words = operands.of(layer, t);
      for (int c = 0; words != null && c < cols; c++) {
        used[c] |= words[c] != 0;
      }
    }
    return used;
  }

  /**
   * A value is live if its operand is ever other than zero; a column field if its value, or with
   * distances a later one of the row, is not zero.
   *
   * @param matrices rows of every layer; null in layers without
   */
  List<BigInteger> weights(
      List<BrdsRows> matrices, Operands operands, int r, boolean relative, BrdsEntry entry) {
    List<BigInteger> words = new ArrayList<>();
    for (int l = 0; l < matrices.size(); l++) {
      if (matrices.get(l) == null) {
        continue;
      }
      BrdsRows m = matrices.get(l);
      StoredRows rows = m.stored();
      boolean[] used = used(operands, l, m.matrix().cols());
      int slots = m.slots(r);
      for (int j = 0; j < m.count(); j++) {
        int row = m.row(j);
        boolean[] value = new boolean[slots];
        boolean[] field = new boolean[slots];
        int column = -1;
        for (int e = 0; row >= 0 && e < rows.entries(); e++) {
          column = rows.column(row, e, column);
          value[e] = used[column];
          field[e] = used[column] && rows.value(row, e) != 0;
        }
        for (int e = slots - 2; e >= 0 && relative; e--) {
          field[e] |= field[e + 1];
        }
        for (int b = 0; b < slots; b += r) {
          BitWord word = new BitWord();
          for (int e = b; e < b + r; e++) {
            word.add(value[e] ? -1 : 0, entry.valueBits());
            if (!entry.dense() && entry.indexBits() > 0) {
              word.add(field[e] ? (1L << entry.indexBits()) - 1 : 0, entry.indexBits());
            }
          }
          words.add(word.value());
        }
      }
    }
    return words;
  }

  /** Peephole weights whose c is ever other than zero: c(t-1), or c(t) for the output gate. */
  List<BigInteger> peepholes(int[] cells, boolean[] has, boolean before, int bits) {
    List<BigInteger> words = new ArrayList<>();
    BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    Operands c =
        (l, t) -> before && t == 0 ? null : steps.get(before ? t - 1 : t).layers().get(l).cell();
    for (int l = 0; l < cells.length; l++) {
      for (boolean live : used(c, l, cells[l])) {
        words.add(has[l] && live ? all : BigInteger.ZERO);
      }
    }
    return words;
  }

  /** Entries that some argument reaches, {@code entries} words a layer. */
  List<BigInteger> table(
      List<ValueTable> tables, int entries, int bits, Function<StepTrace.Layer, long[]> arguments) {
    BigInteger all = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    List<BigInteger> words =
        new ArrayList<>(Collections.nCopies(entries * tables.size(), BigInteger.ZERO));
    for (int l = 0; l < tables.size(); l++) {
      ValueTable t = tables.get(l);
      int n = t.contents().length;
      for (StepTrace s : steps) {
        for (long a : arguments.apply(s.layers().get(l))) {
          long k = Math.max(0, Math.min(n - 1, (a >> t.shift()) + n / 2));
          words.set(l * entries + (int) k, all);
        }
      }
    }
    return words;
  }

  /** Arguments of the gates {@code from} to {@code to} of a layer. */
  static long[] gates(StepTrace.Layer l, int from, int to) {
    int cells = l.cell().length;
    return Arrays.copyOfRange(l.gate(), from * cells, to * cells);
  }

  /** Arguments of the three sigmoid gates: i, f and o. */
  static long[] sigmoidGates(StepTrace.Layer l) {
    long[] first = gates(l, 0, 2);
    long[] last = gates(l, 3, 4);
    long[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }
}
